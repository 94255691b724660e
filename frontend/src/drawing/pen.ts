import type { Pen, Point, Stroke } from './drawing';

/** What a pointer says, in canvas units. */
export interface Touch {
  readonly pointer: number;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/**
 * Turns one pointer's way over the canvas into a stroke. A second finger is not a second pen: while
 * one pointer writes the others are passed over. What a cancelled pointer has written stays, for
 * the ink was seen; a mere touch that was cancelled leaves nothing.
 */
export class Nib {
  #pointer: number | null = null;
  #points: Point[] = [];
  #pen: Pen | null = null;

  get writing(): boolean {
    return this.#pointer !== null;
  }

  /** The stroke so far, for painting while it grows. */
  get stroke(): Stroke | null {
    return this.#pen === null ? null : { pen: this.#pen, points: this.#points };
  }

  down(touch: Touch, pen: Pen): boolean {
    if (this.#pointer !== null) return false;
    this.#pointer = touch.pointer;
    this.#pen = pen;
    this.#points = [pointOf(touch)];
    return true;
  }

  move(touches: readonly Touch[]): boolean {
    let grew = false;
    for (const touch of touches) {
      if (touch.pointer !== this.#pointer) continue;
      const before = this.#points.at(-1);
      if (before !== undefined && Math.hypot(touch.x - before.x, touch.y - before.y) < 0.5) continue;
      this.#points.push(pointOf(touch));
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

  #end(pointer: number, fewest: number): Stroke | null {
    if (pointer !== this.#pointer) return null;
    const stroke = this.stroke;
    this.#pointer = null;
    this.#pen = null;
    this.#points = [];
    return stroke !== null && stroke.points.length >= fewest ? stroke : null;
  }
}

/** Rounded to what can be seen, so that what is kept and brought back is the very same. */
function pointOf({ kind, x, y, pressure }: Touch): Point {
  // Only a pen's pressure means anything: a mouse says 0.5, a finger whatever the screen likes.
  const known = kind === 'pen' && pressure > 0 ? pressure : 0.5;
  return {
    x: Math.round(x * 10) / 10,
    y: Math.round(y * 10) / 10,
    pressure: Math.round(known * 100) / 100,
  };
}
