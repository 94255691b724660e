/** One digit found in a picture: its box in the picture's pixels, and what a classifier sees. */
export interface Digit {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 28 × 28 values row by row, ink bright on dark. */
  readonly pixels: Uint8Array;
}

/**
 * The handwritten digits in a picture, lines from the top, each from the left; none where none is
 * drawn. The bytes are those of an `ImageData`: red, green, blue and alpha of each pixel.
 *
 * @throws RangeError if the size is none or the bytes are not as many as it says
 */
export function find(
  width: number,
  height: number,
  rgba: Uint8ClampedArray | Uint8Array,
): Digit[];

/**
 * Normalizes ink that is known to be one digit to the 28 × 28 values that a classifier sees.
 *
 * @param ink row by row, from 0 for paper to 255 for full ink
 * @throws RangeError if there are not as many values as the size says
 */
export function normalize(width: number, height: number, ink: Uint8Array): Uint8Array;
