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
import { StrokeRecorder, type PointerSample } from '../drawing/strokeRecorder';
import { type ThemeColours, paint } from '../drawing/render';
import { at, duration } from '../drawing/replay';
import { type Timeline, push, redo, startTimeline, undo } from '../drawing/timeline';
import { announce } from './notifications';
import { byId } from './dom';

export interface CanvasViewPorts {
  pen(): Pen;
  /** Whether the pressure of a pen changes the width. */
  usesPressure(): boolean;
  themeColours(): ThemeColours;
  picture(ref: PictureRef): CanvasImageSource | null;
  newDrawingId(): string;
  paper(): string | null;
  /** The pen moved. */
  moved(): void;
  /** The drawing changed. */
  changed(): void;
  /** Another drawing was started. */
  cleared(): void;
  save(timeline: Timeline): void;
}

/** How far an arrow key moves the keyboard's pen, in canvas units; the second with Shift. */
const KEY_STEP = 7;
const KEY_LONG_STEP = 28;
/** The pointer id of the keyboard's pen. */
const KEYBOARD = -1;

/** The canvas: draws with pointers and keys, and keeps the undo history. */
export class CanvasView {
  readonly #ports: CanvasViewPorts;
  readonly #canvas = byId<HTMLCanvasElement>('canvas');
  readonly #crosshair = byId('crosshair');
  readonly #context: CanvasRenderingContext2D;
  readonly #recorder = new StrokeRecorder();
  #timeline: Timeline;
  #repaintScheduled = false;
  #replaying: Drawing | null = null;
  #cursor = { x: WIDTH / 2, y: HEIGHT / 4 };

  constructor(ports: CanvasViewPorts, timeline: Timeline) {
    this.#ports = ports;
    this.#timeline = timeline;
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('expected a 2D canvas context but got none');
    this.#context = context;
    this.#listen();
    new ResizeObserver(() => this.#resize()).observe(this.#canvas);
    this.#resize();
  }

  /** The drawing, including the unfinished stroke. */
  get drawing(): Drawing {
    const stroke = this.#recorder.stroke;
    return stroke === null ? this.#timeline.present : withStroke(this.#timeline.present, stroke);
  }

  get isDrawing(): boolean {
    return this.#recorder.isDrawing;
  }

  get canUndo(): boolean {
    return this.#timeline.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#timeline.future.length > 0;
  }

  /** Undoes the last change. Returns whether there was one; so do `redo` and `clear`. */
  undo(): boolean {
    return this.#moveTo(undo(this.#timeline));
  }

  redo(): boolean {
    return this.#moveTo(redo(this.#timeline));
  }

  clear(): boolean {
    const cancelled = this.#cancelKeyboardStroke();
    if (!isEmpty(this.#timeline.present)) {
      this.#set(push(this.#timeline, emptyDrawing(this.#ports.newDrawingId(), this.#ports.paper())));
    } else if (cancelled) {
      this.repaint();
    } else {
      return false;
    }
    this.#ports.cleared();
    return true;
  }

  /** Starts a new drawing on a picture. */
  placePicture(picture: PictureRef): void {
    const drawing = emptyDrawing(this.#ports.newDrawingId(), this.#ports.paper());
    this.#set(push(this.#timeline, { ...drawing, picture }));
    this.#ports.cleared();
    this.#ports.changed();
  }

  setPaper(paper: string | null): void {
    const { past, present, future } = this.#timeline;
    this.#set({ past, present: { ...present, paper }, future });
  }

  /** Replays a drawing stroke by stroke, or shows it at once if the user prefers reduced motion. */
  replay(drawing: Drawing, reducedMotion: boolean): Promise<void> {
    this.#set(
      isEmpty(this.#timeline.present) && this.#timeline.past.length === 0
        ? startTimeline(drawing)
        : push(this.#timeline, drawing),
    );
    this.#ports.cleared();
    const total = duration(drawing);
    if (reducedMotion) {
      this.#ports.changed();
      return Promise.resolve();
    }
    const start = performance.now();
    return new Promise((resolve) => {
      const nextFrame = (now: number): void => {
        if (this.#timeline.present !== drawing || this.#recorder.isDrawing) {
          this.#replaying = null;
          resolve();
        } else if (now - start >= total) {
          this.#replaying = null;
          this.#ports.changed();
          resolve();
        } else {
          this.#replaying = at(drawing, now - start);
          requestAnimationFrame(nextFrame);
        }
        this.repaint();
      };
      requestAnimationFrame(nextFrame);
    });
  }

  repaint(): void {
    if (this.#repaintScheduled) return;
    this.#repaintScheduled = true;
    requestAnimationFrame(() => {
      this.#repaintScheduled = false;
      const drawing = this.#replaying ?? this.drawing;
      const picture = drawing.picture === null ? null : this.#ports.picture(drawing.picture);
      paint(this.#context, drawing, this.#ports.themeColours(), this.#canvas.width / WIDTH, picture);
    });
  }

  #set(timeline: Timeline): void {
    this.#timeline = timeline;
    this.#ports.save(timeline);
    this.repaint();
  }

  #moveTo(timeline: Timeline): boolean {
    if (this.#recorder.isDrawing || timeline === this.#timeline) return false;
    const before = this.#timeline.present;
    this.#set(timeline);
    if (before.id !== timeline.present.id) this.#ports.cleared();
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
      if (!this.#recorder.down(this.#sampleOf(event), this.#ports.pen())) return;
      canvas.setPointerCapture(event.pointerId);
      this.#strokeGrew();
    });
    canvas.addEventListener('pointermove', (event) => {
      const coalesced = event.getCoalescedEvents?.() ?? [];
      const events = coalesced.length > 0 ? coalesced : [event];
      if (this.#recorder.move(events.map((each) => this.#sampleOf(each)))) this.#strokeGrew();
    });
    canvas.addEventListener('pointerup', (event) => {
      this.#recorder.move([this.#sampleOf(event)]);
      this.#finish(this.#recorder.up(event.pointerId));
    });
    canvas.addEventListener('pointercancel', (event) => {
      this.#finish(this.#recorder.cancel(event.pointerId));
    });
    // The capture can be lost without a pointercancel, for example when another window is activated.
    canvas.addEventListener('lostpointercapture', (event) => {
      this.#finish(this.#recorder.cancel(event.pointerId));
    });
    // Old versions of Safari scroll despite touch-action.
    canvas.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('blur', () => {
      this.#finish(this.#recorder.up(KEYBOARD));
      this.#crosshair.hidden = true;
    });
  }

  #strokeGrew(): void {
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

  /** Cancels the keyboard's stroke. Returns whether there was one. */
  #cancelKeyboardStroke(): boolean {
    const wasDrawing = this.#recorder.isDrawing;
    this.#recorder.cancel(KEYBOARD);
    this.#crosshair.classList.remove('down');
    return wasDrawing && !this.#recorder.isDrawing;
  }

  #sampleOf(event: PointerEvent): PointerSample {
    const frame = this.#canvas.getBoundingClientRect();
    return {
      pointer: event.pointerId,
      kind: this.#ports.usesPressure() ? event.pointerType : 'mouse',
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
    const step = event.shiftKey ? KEY_LONG_STEP : KEY_STEP;
    if (direction !== undefined) {
      this.#cursor = {
        x: Math.min(WIDTH, Math.max(0, this.#cursor.x + direction[0] * step)),
        y: Math.min(HEIGHT, Math.max(0, this.#cursor.y + direction[1] * step)),
      };
      if (this.#recorder.move([this.#keyboardSample()])) this.#strokeGrew();
    } else if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey) {
      if (!this.#recorder.isDrawing) {
        this.#recorder.down(this.#keyboardSample(), this.#ports.pen());
        this.#strokeGrew();
        announce('Pen down.');
      } else {
        this.#finish(this.#recorder.up(KEYBOARD));
        announce('Pen up.');
      }
    } else {
      return;
    }
    event.preventDefault();
    this.#crosshair.hidden = false;
    this.#crosshair.classList.toggle('down', this.#recorder.isDrawing);
    this.#crosshair.style.left = `${(this.#cursor.x / WIDTH) * 100}%`;
    this.#crosshair.style.top = `${(this.#cursor.y / HEIGHT) * 100}%`;
  }

  #keyboardSample(): PointerSample {
    return { pointer: KEYBOARD, kind: 'keyboard', pressure: 0.5, ...this.#cursor };
  }

  #resize(): void {
    const scale = Math.min(3, window.devicePixelRatio || 1);
    this.#canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * scale));
    this.#canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * scale));
    this.repaint();
  }
}
