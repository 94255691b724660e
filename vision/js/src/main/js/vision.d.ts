/** A digit found in a picture: its bounding box in the picture and its normalized image. */
export interface Digit {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 28 × 28 values, row by row, with bright ink on dark. */
  readonly pixels: Uint8Array;
}

/**
 * Finds the handwritten digits in a picture and returns them line by line, each from left to right.
 *
 * @param rgba red, green, blue and alpha of each pixel, as in an `ImageData`
 * @throws RangeError if the size is not positive or does not match the number of bytes
 */
export function find(
  width: number,
  height: number,
  rgba: Uint8ClampedArray | Uint8Array,
): Digit[];

/**
 * Normalizes the ink of one digit to the 28 × 28 values of a classifier's input.
 *
 * @param ink row by row, from 0 for paper to 255 for full ink
 * @throws RangeError if the size does not match the number of values
 */
export function normalize(width: number, height: number, ink: Uint8Array): Uint8Array;
