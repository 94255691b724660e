import {
  type Box,
  type BoxEdit,
  type Drawing,
  HEIGHT,
  type Pen,
  type PictureRef,
  type Point,
  type Stroke,
  WIDTH,
  emptyDrawing,
  fingerprintOf,
  isEmpty,
  withStroke,
} from '../drawing/drawing';
import { DrawingPainter, type Region } from '../drawing/drawingPainter';
import { inkWidth } from '../drawing/geometry';
import type { Labels } from '../drawing/labels';
import type { ThemeColours } from '../drawing/render';
import { duration, replayAt } from '../drawing/replay';
import { type PointerSample, StrokeRecorder } from '../drawing/strokeRecorder';
import { type Timeline, push, redo, startTimeline, undo } from '../drawing/timeline';
import { byId } from './dom';
import { announce } from './notifications';
import { t } from '../texts/translation';

export interface CanvasViewPorts {
  pen(): Pen;
  /** Whether the pressure of a pen changes the width. */
  usesPressure(): boolean;
  themeColours(): ThemeColours;
  picture(ref: PictureRef): CanvasImageSource | null;
  newDrawingId(): string;
  paper(): string | null;
  /** The pen is about to start a stroke. */
  strokeStarts(): void;
  /** The pen moved. */
  moved(): void;
  /** The drawing changed. */
  changed(): void;
  /** Another drawing was started. */
  cleared(): void;
  save(timeline: Timeline): void;
  /** The user tapped the canvas. Returns whether the tap was a command instead of a dot. */
  tapped(x: number, y: number): boolean;
  /** The labels changed because of undo or redo. */
  labelsChanged(labels: Labels | null): void;
}

/** How far an arrow key moves the keyboard's pen, in canvas units; the second with Shift. */
const KEY_STEP = 7;
const KEY_LONG_STEP = 28;
/** The pointer id of the keyboard's pen. */
const KEYBOARD = -1;
const MAX_PIXEL_RATIO = 3;

/** The canvas: draws with pointers and keys, and keeps the undo history. */
export class CanvasView {
  readonly #ports: CanvasViewPorts;
  readonly #canvas = byId<HTMLCanvasElement>('canvas');
  readonly #crosshair = byId('crosshair');
  readonly #context: CanvasRenderingContext2D;
  readonly #painter = new DrawingPainter(false);
  readonly #recorder = new StrokeRecorder();
  #timeline: Timeline;
  /** What the next frame paints; null if no frame is scheduled. */
  #dirty: Region | 'everything' | null = null;
  /** The number of points of the live stroke that are painted. */
  #paintedPoints = 0;
  #replay: Drawing | null = null;
  #cursor = { x: WIDTH / 2, y: HEIGHT / 4 };
  /** Receives the box that the user drags next instead of a stroke. */
  #boxDragged: ((box: Box) => void) | null = null;

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

  /** The drawing, without the unfinished stroke. */
  get drawing(): Drawing {
    return this.#timeline.present;
  }

  /** The unfinished stroke. */
  get liveStroke(): Stroke | null {
    return this.#boxDragged === null ? this.#recorder.stroke : null;
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

  /** Adds edits of boxes, as one step of the undo history. */
  editBoxes(edits: readonly BoxEdit[]): void {
    const { present } = this.#timeline;
    this.#set(push(this.#timeline, { ...present, edits: [...present.edits, ...edits], labels: null }));
    this.#ports.changed();
  }

  /** Adds a correction to the undo history. */
  setLabels(labels: Labels | null): void {
    this.#set(push(this.#timeline, { ...this.#timeline.present, labels }));
  }

  /** Lets the user drag a box on the canvas. */
  dragBox(done: (box: Box) => void): void {
    this.#boxDragged = done;
    this.#canvas.classList.add('dragging-box');
  }

  /** Shows a drawing again. */
  restore(drawing: Drawing): void {
    this.#set(push(this.#timeline, drawing));
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
          this.#replay = null;
          resolve();
        } else if (now - start >= total) {
          this.#replay = null;
          this.#ports.changed();
          resolve();
        } else {
          this.#replay = replayAt(drawing, now - start);
          requestAnimationFrame(nextFrame);
        }
        this.repaint();
      };
      requestAnimationFrame(nextFrame);
    });
  }

  repaint(): void {
    this.#invalidate('everything');
  }

  #invalidate(region: Region | 'everything'): void {
    const scheduled = this.#dirty !== null;
    this.#dirty = this.#dirty === null ? region : union(this.#dirty, region);
    if (!scheduled) requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    const region = this.#dirty === 'everything' ? null : this.#dirty;
    this.#dirty = null;
    const drawing = this.#replay ?? this.#timeline.present;
    const picture = drawing.picture === null ? null : this.#ports.picture(drawing.picture);
    const colours = this.#ports.themeColours();
    const { liveStroke } = this;
    // The last stroke of a replay grows like a live one.
    const scene =
      this.#replay === null
        ? { drawing, liveStroke, colours, picture }
        : {
            drawing: { ...drawing, strokes: drawing.strokes.slice(0, -1) },
            liveStroke: drawing.strokes.at(-1) ?? null,
            colours,
            picture,
          };
    this.#painter.paint(this.#context, scene, this.#canvas.width / WIDTH, region);
  }

  #set(timeline: Timeline, changed: Region | 'everything' = 'everything'): void {
    this.#timeline = timeline;
    this.#ports.save(timeline);
    this.#invalidate(changed);
  }

  #moveTo(timeline: Timeline): boolean {
    if (this.#recorder.isDrawing || timeline === this.#timeline) return false;
    const before = this.#timeline.present;
    this.#set(timeline);
    if (before.id !== timeline.present.id) this.#ports.cleared();
    const isSameInk = fingerprintOf(before) === fingerprintOf(timeline.present);
    if (isSameInk && before.labels !== timeline.present.labels) {
      this.#ports.labelsChanged(timeline.present.labels);
    } else {
      // Reading the drawing takes longer than a frame, so it waits until the change is painted.
      requestAnimationFrame(() => setTimeout(() => this.#ports.changed()));
    }
    return true;
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      canvas.focus({ preventScroll: true, focusVisible: false } as FocusOptions);
      this.#crosshair.hidden = true;
      if (!this.#recorder.isDrawing) this.#ports.strokeStarts();
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
    const { liveStroke } = this;
    if (liveStroke === null) return;
    // The curve to the last painted point ends at another place once there is a next point.
    const from = Math.max(0, this.#paintedPoints - 3);
    this.#invalidate(this.#regionOf(liveStroke.pen, liveStroke.points.slice(from)));
    this.#paintedPoints = liveStroke.points.length;
    this.#ports.moved();
  }

  #regionOf(pen: Pen, points: readonly Point[]): Region {
    const scale = this.#canvas.width / WIDTH;
    const margin = inkWidth(pen.width, 1) / 2 + 2;
    const xs = points.map(({ x }) => x);
    const ys = points.map(({ y }) => y);
    const left = Math.floor((Math.min(...xs) - margin) * scale);
    const top = Math.floor((Math.min(...ys) - margin) * scale);
    const right = Math.ceil((Math.max(...xs) + margin) * scale);
    const bottom = Math.ceil((Math.max(...ys) + margin) * scale);
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  #finish(stroke: Stroke | null): void {
    if (this.#recorder.isDrawing) return;
    this.#paintedPoints = 0;
    if (stroke === null) {
      this.repaint();
      return;
    }
    if (this.#boxDragged !== null) {
      const done = this.#boxDragged;
      this.#boxDragged = null;
      this.#canvas.classList.remove('dragging-box');
      this.repaint();
      done(boxOf(stroke.points));
      return;
    }
    const [tap] = stroke.points;
    if (stroke.points.length === 1 && tap !== undefined && this.#ports.tapped(tap.x, tap.y)) {
      this.repaint();
      this.#ports.changed();
      return;
    }
    const timeline = push(this.#timeline, withStroke(this.#timeline.present, stroke));
    this.#set(timeline, this.#regionOf(stroke.pen, stroke.points));
    this.#ports.changed();
  }

  /** Cancels the keyboard's stroke. Returns whether there was one. */
  #cancelKeyboardStroke(): boolean {
    const wasDrawing = this.#recorder.isDrawing;
    this.#recorder.cancel(KEYBOARD);
    this.#crosshair.classList.remove('down');
    if (wasDrawing && !this.#recorder.isDrawing) this.#paintedPoints = 0;
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const directions: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const direction = directions[event.key];
    const step = event.shiftKey ? KEY_LONG_STEP : KEY_STEP;
    const key = event.key.toLowerCase();
    if (direction !== undefined) {
      this.#cursor = {
        x: Math.min(WIDTH, Math.max(0, this.#cursor.x + direction[0] * step)),
        y: Math.min(HEIGHT, Math.max(0, this.#cursor.y + direction[1] * step)),
      };
      if (this.#recorder.move([this.#keyboardSample()])) this.#strokeGrew();
    } else if (key === 'p') {
      if (!this.#recorder.isDrawing) {
        this.#ports.strokeStarts();
        this.#recorder.down(this.#keyboardSample(), this.#ports.pen());
        this.#strokeGrew();
        announce(t`Pen down.`);
      } else {
        this.#finish(this.#recorder.up(KEYBOARD));
        announce(t`Pen up.`);
      }
    } else if (key === 'l') {
      announce(this.#describeCursor());
    } else {
      return;
    }
    event.preventDefault();
    this.#crosshair.hidden = false;
    this.#crosshair.classList.toggle('down', this.#recorder.isDrawing);
    this.#crosshair.style.left = `${(this.#cursor.x / WIDTH) * 100}%`;
    this.#crosshair.style.top = `${(this.#cursor.y / HEIGHT) * 100}%`;
  }

  #describeCursor(): string {
    const x = Math.round((this.#cursor.x / WIDTH) * 100);
    const y = Math.round((this.#cursor.y / HEIGHT) * 100);
    const state = this.#recorder.isDrawing ? t`down` : t`up`;
    return t`Pen ${state}, ${x} percent from the left, ${y} percent from the top.`;
  }

  #keyboardSample(): PointerSample {
    return { pointer: KEYBOARD, kind: 'keyboard', pressure: 0.5, ...this.#cursor };
  }

  #resize(): void {
    const scale = Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1);
    this.#canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * scale));
    this.#canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * scale));
    this.repaint();
  }
}

function boxOf(points: readonly Point[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function union(a: Region | 'everything', b: Region | 'everything'): Region | 'everything' {
  if (a === 'everything' || b === 'everything') return 'everything';
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
