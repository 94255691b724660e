import type { Stroke } from './drawing';
import { paintStroke } from './render';

/** How many strokes apart the copies of the layer are, and how many of them are kept. */
const CHECKPOINT_INTERVAL = 32;
/** Together they cover the undo history, which has at most 100 steps. */
const MAX_CHECKPOINTS = 4;

interface Checkpoint {
  readonly count: number;
  readonly image: OffscreenCanvas;
}

/**
 * A bitmap of finished strokes. Updating it paints only the strokes that are new; after an undo it
 * is restored from a copy that was made at most 32 strokes earlier.
 */
export class InkLayer {
  readonly #context: OffscreenCanvasRenderingContext2D;
  #strokes: readonly Stroke[] = [];
  #ink = '';
  #scale = 1;
  #checkpoints: Checkpoint[] = [];

  /** @param readable whether the pixels will be read, which is slow on a GPU */
  constructor(readable: boolean) {
    this.#context = context2D(new OffscreenCanvas(1, 1), readable);
  }

  get image(): OffscreenCanvas {
    return this.#context.canvas;
  }

  resize(width: number, height: number, scale: number): void {
    const { canvas } = this.#context;
    if (canvas.width === width && canvas.height === height && this.#scale === scale) return;
    canvas.width = width;
    canvas.height = height;
    this.#scale = scale;
    this.#strokes = [];
    this.#checkpoints = [];
  }

  update(strokes: readonly Stroke[], ink: string): void {
    const common = ink === this.#ink ? commonPrefix(this.#strokes, strokes) : 0;
    this.#ink = ink;
    const painted = common === this.#strokes.length ? common : this.#restore(common);
    this.#context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    for (let i = painted; i < strokes.length; i++) {
      const stroke = strokes[i];
      if (stroke !== undefined) paintStroke(this.#context, stroke, ink);
      this.#addCheckpoint(i + 1, strokes.length);
    }
    this.#strokes = strokes;
  }

  /** Restores the layer to at most `count` strokes, and returns their number. */
  #restore(count: number): number {
    this.#checkpoints = this.#checkpoints.filter((checkpoint) => checkpoint.count <= count);
    const { canvas } = this.#context;
    const checkpoint = this.#checkpoints.at(-1);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, canvas.width, canvas.height);
    if (checkpoint !== undefined) this.#context.drawImage(checkpoint.image, 0, 0);
    return checkpoint?.count ?? 0;
  }

  #addCheckpoint(count: number, total: number): void {
    const isReachable = total - count < CHECKPOINT_INTERVAL * MAX_CHECKPOINTS;
    if (count % CHECKPOINT_INTERVAL !== 0 || !isReachable) return;
    const { canvas } = this.#context;
    const image = new OffscreenCanvas(canvas.width, canvas.height);
    context2D(image, false).drawImage(canvas, 0, 0);
    this.#checkpoints = [...this.#checkpoints, { count, image }].slice(-MAX_CHECKPOINTS);
  }
}

export function context2D(canvas: OffscreenCanvas, readable: boolean): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: readable });
  if (context === null) throw new Error('expected a 2D canvas context but got none');
  return context;
}

function commonPrefix(a: readonly Stroke[], b: readonly Stroke[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return length;
}
