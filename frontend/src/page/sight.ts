import { type Drawing, HEIGHT, WIDTH, emptyDrawing, marksOf, withStroke } from '../drawing/drawing';
import { fit } from '../drawing/geometry';
import { type Inks, paint } from '../drawing/render';
import type { Sight } from '../reading/reader';
import { find } from 'vision';

/** A picture's longer side, in pixels, when it is looked at. */
export const LONGEST_SIDE = 1680;
const MOST_DIGITS = 64;

const raster = document.createElement('canvas');

/**
 * What vision finds on a sheet, looking at the very pixels that are drawn: the sheet at one pixel to
 * the unit, or, where a picture lies on it, that picture at its own resolution with what was written
 * on it.
 */
export function look(drawing: Drawing, inks: Inks, picture: ImageBitmap | null): Sight {
  const place =
    picture === null
      ? { x: 0, y: 0, width: WIDTH, height: HEIGHT, scale: 1 }
      : fit(picture.width, picture.height, WIDTH, HEIGHT);
  const scale =
    picture === null
      ? 1
      : Math.max(
          1,
          Math.min(1 / place.scale, LONGEST_SIDE / Math.max(place.width, place.height)),
        );
  const width = Math.max(1, Math.round(place.width * scale));
  const height = Math.max(1, Math.round(place.height * scale));
  const left = Math.round(place.x * scale);
  const top = Math.round(place.y * scale);
  const surface = clean(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  paint(surface, drawing, inks, scale, picture);
  const { data } = surface.getImageData(left, top, width, height);
  const found = find(width, height, data);
  const digits = found.slice(0, MOST_DIGITS).map((digit) => ({
    box: {
      x: (digit.x + left) / scale,
      y: (digit.y + top) / scale,
      width: digit.width / scale,
      height: digit.height / scale,
    },
    pixels: Uint8Array.from(digit.pixels),
  }));
  return {
    sheet: drawing.sheet,
    marks: marksOf(drawing),
    file: drawing.picture?.name ?? null,
    digits,
    unread: found.length - digits.length,
  };
}

/** Looks at a seven that nobody drew: a small one, as no turn of it shall hold the page up. */
export function practise(inks: Inks): void {
  const scale = 1 / 4;
  const corners = [[150, 80], [330, 80], [220, 340]] as const;
  const points = corners.map(([x, y]) => ({ x, y, pressure: 0.5 }));
  const seven = { pen: { colour: null, width: 20, dotted: false }, points };
  const surface = clean(WIDTH * scale, HEIGHT * scale);
  paint(surface, withStroke(emptyDrawing(''), seven), inks, scale);
  const { width, height, data } = surface.getImageData(0, 0, raster.width, raster.height);
  find(width, height, data);
}

function clean(width: number, height: number): CanvasRenderingContext2D {
  raster.width = width;
  raster.height = height;
  const surface = raster.getContext('2d', { willReadFrequently: true });
  if (surface === null) throw new Error('This browser has no canvas.');
  return surface;
}
