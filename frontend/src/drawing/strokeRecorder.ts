import type { Pen, Point, Stroke } from './drawing';

/** A pointer event in canvas units. */
export interface PointerSample {
  readonly pointer: number;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/**
 * Records the stroke of one pointer; other pointers are ignored until it is lifted. The stroke of a
 * cancelled pointer is kept, because the user has seen its ink, but a cancelled tap is not.
 */
export class StrokeRecorder {
  #pointer: number | null = null;
  #points: Point[] = [];
  #pen: Pen | null = null;

  get isDrawing(): boolean {
    return this.#pointer !== null;
  }

  /** The stroke so far; null if no pointer is down. */
  get stroke(): Stroke | null {
    return this.#pen === null ? null : { pen: this.#pen, points: this.#points };
  }

  down(sample: PointerSample, pen: Pen): boolean {
    if (this.#pointer !== null) return false;
    this.#pointer = sample.pointer;
    this.#pen = pen;
    this.#points = [pointOf(sample)];
    return true;
  }

  move(samples: readonly PointerSample[]): boolean {
    let grew = false;
    for (const sample of samples) {
      if (sample.pointer !== this.#pointer) continue;
      const before = this.#points.at(-1);
      if (before !== undefined && Math.hypot(sample.x - before.x, sample.y - before.y) < 0.5) continue;
      this.#points.push(pointOf(sample));
      grew = true;
    }
    return grew;
  }

  up(pointer: number): Stroke | null {
    return this.#end(pointer, 1);
  }

  cancel(pointer: number): Stroke | null {
    return this.#end(pointer, 2);
  }

  #end(pointer: number, minPoints: number): Stroke | null {
    if (pointer !== this.#pointer) return null;
    const stroke = this.stroke;
    this.#pointer = null;
    this.#pen = null;
    this.#points = [];
    return stroke !== null && stroke.points.length >= minPoints ? stroke : null;
  }
}

/** Rounded to what is visible, so that storing and sharing do not change the stroke. */
function pointOf({ kind, x, y, pressure }: PointerSample): Point {
  // Only pens report a meaningful pressure: mice report 0.5, and touch screens arbitrary values.
  const known = kind === 'pen' && pressure > 0 ? pressure : 0.5;
  return {
    x: Math.round(x * 10) / 10,
    y: Math.round(y * 10) / 10,
    pressure: Math.round(known * 100) / 100,
  };
}
