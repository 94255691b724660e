/**
 * What is on the canvas, as plain data that can be stored, shared and replayed. Coordinates are in
 * canvas units, the same on every screen.
 */

import type { Labels } from './labels';

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
  /** Whether it removes ink instead of adding it. */
  readonly eraser: boolean;
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

/** A rectangle on the canvas, in canvas units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A position on the canvas, in canvas units. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** The user's correction of the boxes: this part of the canvas is one digit, or it is none. */
export interface BoxEdit {
  readonly box: Box;
  readonly isDigit: boolean;
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
  readonly edits: readonly BoxEdit[];
  /** The user's labels for the digits, so that correcting can be undone; null if there are none. */
  readonly labels: Labels | null;
}

export function emptyDrawing(id: string, paper: string | null = null): Drawing {
  return { id, paper, strokes: [], picture: null, edits: [], labels: null };
}

export function isEmpty(drawing: Drawing): boolean {
  return drawing.strokes.length === 0 && drawing.picture === null;
}

export function withStroke(drawing: Drawing, stroke: Stroke): Drawing {
  return { ...drawing, strokes: [...drawing.strokes, stroke], labels: null };
}

/** A hash of the ink, without colours: the same strokes in the same drawing give the same text. */
export function fingerprintOf(drawing: Drawing): string {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ (Math.round(value * 10) & 0xffff), 0x01000193) >>> 0;
  };
  for (const stroke of drawing.strokes) {
    mix(stroke.pen.eraser ? -stroke.points.length : stroke.points.length);
    for (const { x, y } of stroke.points) {
      mix(x);
      mix(y);
    }
  }
  for (const { box, isDigit } of drawing.edits) {
    for (const value of [isDigit ? 1 : 0, box.x, box.y, box.width, box.height]) mix(value);
  }
  return [drawing.id, drawing.picture?.key ?? '', drawing.strokes.length, hash].join(':');
}
