/**
 * What is on the canvas, as plain data that can be stored, shared and replayed. Coordinates are in
 * canvas units, the same on every screen.
 */

export const WIDTH = 560;
export const HEIGHT = 420;

/** A sampled pen position; `pressure` is 0 to 1, and 0.5 where the device reports none. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** The pen's properties. A colour of `null` is the colour scheme's own ink. */
export interface Pen {
  readonly colour: string | null;
  readonly width: number;
  readonly dotted: boolean;
}

export interface Stroke {
  readonly pen: Pen;
  readonly points: readonly Point[];
}

/** A picture under the strokes; its pixels are stored separately, under `key`. */
export interface PictureRef {
  readonly key: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/**
 * The contents of the canvas. `id` stays the same while the user draws and changes when the canvas
 * is cleared, so that a reading is never shown for another drawing.
 */
export interface Drawing {
  readonly id: string;
  readonly paper: string | null;
  readonly strokes: readonly Stroke[];
  readonly picture: PictureRef | null;
}

export function emptyDrawing(id: string, paper: string | null = null): Drawing {
  return { id, paper, strokes: [], picture: null };
}

export function isEmpty(drawing: Drawing): boolean {
  return drawing.strokes.length === 0 && drawing.picture === null;
}

export function withStroke(drawing: Drawing, stroke: Stroke): Drawing {
  return { ...drawing, strokes: [...drawing.strokes, stroke] };
}

/** A hash of the ink, without colours: the same strokes in the same drawing give the same text. */
export function fingerprintOf(drawing: Drawing): string {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ (Math.round(value * 10) & 0xffff), 0x01000193) >>> 0;
  };
  for (const stroke of drawing.strokes) {
    mix(stroke.points.length);
    for (const { x, y } of stroke.points) {
      mix(x);
      mix(y);
    }
  }
  return [drawing.id, drawing.picture?.key ?? '', drawing.strokes.length, hash].join(':');
}
