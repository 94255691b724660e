/**
 * What is on the canvas, as plain data that can be stored, shared and replayed. Coordinates are in
 * canvas units, the same on every screen.
 */

export const WIDTH = 560;
export const HEIGHT = 420;

/** A place the pen touched; `pressure` runs from 0 to 1 and is 0.5 where the device knows none. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** How a pen writes. A colour of `null` is the scheme's own ink. */
export interface Pen {
  readonly colour: string | null;
  readonly width: number;
  readonly dotted: boolean;
}

export interface Stroke {
  readonly pen: Pen;
  readonly points: readonly Point[];
}

/** An uploaded picture that lies under the strokes; its pixels are kept apart, under `key`. */
export interface PictureRef {
  readonly key: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/**
 * One sheet of paper. `sheet` stays the same while it is being written on and changes when it is
 * cleared, so a reading always knows which sheet it belongs to.
 */
export interface Drawing {
  readonly sheet: string;
  readonly paper: string | null;
  readonly strokes: readonly Stroke[];
  readonly picture: PictureRef | null;
}

export function emptyDrawing(sheet: string, paper: string | null = null): Drawing {
  return { sheet, paper, strokes: [], picture: null };
}

export function isEmpty(drawing: Drawing): boolean {
  return drawing.strokes.length === 0 && drawing.picture === null;
}

export function withStroke(drawing: Drawing, stroke: Stroke): Drawing {
  return { ...drawing, strokes: [...drawing.strokes, stroke] };
}

/** A fingerprint of the marks on a sheet, without paper or colours: the same marks, the same text. */
export function marksOf(drawing: Drawing): string {
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
  return [drawing.sheet, drawing.picture?.key ?? '', drawing.strokes.length, hash].join(':');
}
