import {
  type Drawing,
  HEIGHT,
  type Pen,
  type PictureRef,
  type Stroke,
  WIDTH,
  emptyDrawing,
  isEmpty,
  withStroke,
} from '../drawing/drawing';
import { Nib, type Touch } from '../drawing/pen';
import { type Inks, paint } from '../drawing/render';
import { at, duration } from '../drawing/replay';
import { type Timeline, push, redo, startTimeline, undo } from '../drawing/timeline';
import { announce } from './announce';
import { byId } from './dom';

export interface DeskPorts {
  pen(): Pen;
  /** Whether a pen's pressure counts. */
  pressure(): boolean;
  inks(): Inks;
  picture(ref: PictureRef): CanvasImageSource | null;
  newSheet(): string;
  paper(): string | null;
  /** The pen is on the way. */
  moved(): void;
  /** The marks are others now. */
  changed(): void;
  /** Another sheet lies on the desk. */
  cleared(): void;
  keep(timeline: Timeline): void;
}

const KEY_STEP = 7;
const KEY_STRIDE = 28;
const KEYBOARD = -1;

/** The canvas, the pen on it, and the sheet's past and future. */
export class Desk {
  readonly #ports: DeskPorts;
  readonly #canvas = byId<HTMLCanvasElement>('canvas');
  readonly #crosshair = byId('crosshair');
  readonly #surface: CanvasRenderingContext2D;
  readonly #nib = new Nib();
  #timeline: Timeline;
  #painted = false;
  #replaying: Drawing | null = null;
  #cursor = { x: WIDTH / 2, y: HEIGHT / 4 };

  constructor(ports: DeskPorts, timeline: Timeline) {
    this.#ports = ports;
    this.#timeline = timeline;
    const surface = this.#canvas.getContext('2d');
    if (surface === null) throw new Error('This browser has no canvas.');
    this.#surface = surface;
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    this.#resize();
  }

  /** The sheet with the stroke that is being written. */
  get drawing(): Drawing {
    const stroke = this.#nib.stroke;
    return stroke === null ? this.#timeline.present : withStroke(this.#timeline.present, stroke);
  }

  get writing(): boolean {
    return this.#nib.writing;
  }

  get canUndo(): boolean {
    return this.#timeline.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#timeline.future.length > 0;
  }

  /** These three say whether there was anything to do. */
  undo(): boolean {
    return this.#travel(undo(this.#timeline));
  }

  redo(): boolean {
    return this.#travel(redo(this.#timeline));
  }

  clear(): boolean {
    const dropped = this.#dropPen();
    if (!isEmpty(this.#timeline.present)) {
      this.#set(push(this.#timeline, emptyDrawing(this.#ports.newSheet(), this.#ports.paper())));
    } else if (dropped) {
      this.repaint();
    } else {
      return false;
    }
    this.#ports.cleared();
    return true;
  }

  /** Lays a picture on a new sheet. */
  lay(picture: PictureRef): void {
    const sheet = emptyDrawing(this.#ports.newSheet(), this.#ports.paper());
    this.#set(push(this.#timeline, { ...sheet, picture }));
    this.#ports.cleared();
    this.#ports.changed();
  }

  setPaper(paper: string | null): void {
    const { past, present, future } = this.#timeline;
    this.#set({ past, present: { ...present, paper }, future });
  }

  /** Writes a drawing again, stroke by stroke, on a new sheet; at once where motion is unwelcome. */
  replay(drawing: Drawing, still: boolean): Promise<void> {
    this.#set(
      isEmpty(this.#timeline.present) && this.#timeline.past.length === 0
        ? startTimeline(drawing)
        : push(this.#timeline, drawing),
    );
    this.#ports.cleared();
    const whole = duration(drawing);
    if (still) {
      this.#ports.changed();
      return Promise.resolve();
    }
    const start = performance.now();
    return new Promise((resolve) => {
      const step = (now: number): void => {
        if (this.#timeline.present !== drawing || this.#nib.writing) {
          this.#replaying = null;
          resolve();
        } else if (now - start >= whole) {
          this.#replaying = null;
          this.#ports.changed();
          resolve();
        } else {
          this.#replaying = at(drawing, now - start);
          requestAnimationFrame(step);
        }
        this.repaint();
      };
      requestAnimationFrame(step);
    });
  }

  repaint(): void {
    if (this.#painted) return;
    this.#painted = true;
    requestAnimationFrame(() => {
      this.#painted = false;
      const drawing = this.#replaying ?? this.drawing;
      const picture = drawing.picture === null ? null : this.#ports.picture(drawing.picture);
      paint(this.#surface, drawing, this.#ports.inks(), this.#canvas.width / WIDTH, picture);
    });
  }

  #set(timeline: Timeline): void {
    this.#timeline = timeline;
    this.#ports.keep(timeline);
    this.repaint();
  }

  #travel(timeline: Timeline): boolean {
    if (this.#nib.writing || timeline === this.#timeline) return false;
    const before = this.#timeline.present;
    this.#set(timeline);
    if (before.sheet !== timeline.present.sheet) this.#ports.cleared();
    this.#ports.changed();
    return true;
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      canvas.focus({ preventScroll: true, focusVisible: false } as FocusOptions);
      this.#crosshair.hidden = true;
      if (!this.#nib.down(this.#touch(event), this.#ports.pen())) return;
      canvas.setPointerCapture(event.pointerId);
      this.#progress();
    });
    canvas.addEventListener('pointermove', (event) => {
      const finer = event.getCoalescedEvents?.() ?? [];
      const events = finer.length > 0 ? finer : [event];
      if (this.#nib.move(events.map((each) => this.#touch(each)))) this.#progress();
    });
    canvas.addEventListener('pointerup', (event) => {
      this.#nib.move([this.#touch(event)]);
      this.#finish(this.#nib.up(event.pointerId));
    });
    canvas.addEventListener('pointercancel', (event) => {
      this.#finish(this.#nib.cancel(event.pointerId));
    });
    // The capture can also be lost without a word, as when another window comes to the front.
    canvas.addEventListener('lostpointercapture', (event) => {
      this.#finish(this.#nib.cancel(event.pointerId));
    });
    // Older Safari scrolls under a finger in spite of touch-action.
    canvas.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('blur', () => {
      this.#finish(this.#nib.up(KEYBOARD));
      this.#crosshair.hidden = true;
    });
  }

  #progress(): void {
    this.repaint();
    this.#ports.moved();
  }

  #finish(stroke: Stroke | null): void {
    if (stroke === null) {
      this.repaint();
      return;
    }
    this.#set(push(this.#timeline, withStroke(this.#timeline.present, stroke)));
    this.#ports.changed();
  }

  /** Whether the keyboard's pen was down. */
  #dropPen(): boolean {
    const wrote = this.#nib.writing;
    this.#nib.cancel(KEYBOARD);
    this.#crosshair.classList.remove('down');
    return wrote && !this.#nib.writing;
  }

  #touch(event: PointerEvent): Touch {
    const frame = this.#canvas.getBoundingClientRect();
    return {
      pointer: event.pointerId,
      kind: this.#ports.pressure() ? event.pointerType : 'mouse',
      x: ((event.clientX - frame.left) / frame.width) * WIDTH,
      y: ((event.clientY - frame.top) / frame.height) * HEIGHT,
      pressure: event.pressure,
    };
  }

  #key(event: KeyboardEvent): void {
    const directions: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const direction = directions[event.key];
    const stride = event.shiftKey ? KEY_STRIDE : KEY_STEP;
    if (direction !== undefined) {
      this.#cursor = {
        x: Math.min(WIDTH, Math.max(0, this.#cursor.x + direction[0] * stride)),
        y: Math.min(HEIGHT, Math.max(0, this.#cursor.y + direction[1] * stride)),
      };
      if (this.#nib.move([this.#keyTouch()])) this.#progress();
    } else if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey) {
      if (!this.#nib.writing) {
        this.#nib.down(this.#keyTouch(), this.#ports.pen());
        this.#progress();
        announce('Pen down.');
      } else {
        this.#finish(this.#nib.up(KEYBOARD));
        announce('Pen up.');
      }
    } else {
      return;
    }
    event.preventDefault();
    this.#crosshair.hidden = false;
    this.#crosshair.classList.toggle('down', this.#nib.writing);
    this.#crosshair.style.left = `${(this.#cursor.x / WIDTH) * 100}%`;
    this.#crosshair.style.top = `${(this.#cursor.y / HEIGHT) * 100}%`;
  }

  #keyTouch(): Touch {
    return { pointer: KEYBOARD, kind: 'keyboard', pressure: 0.5, ...this.#cursor };
  }

  #resize(): void {
    const scale = Math.min(3, window.devicePixelRatio || 1);
    this.#canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * scale));
    this.#canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * scale));
    this.repaint();
  }
}
