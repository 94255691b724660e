import { type Drawing, HEIGHT, WIDTH, emptyDrawing, fingerprintOf, withStroke } from '../drawing/drawing';
import { fit } from '../drawing/geometry';
import { type ThemeColours, paint } from '../drawing/render';
import type { Snapshot } from '../reading/liveReader';
import { find } from 'vision';

/** The longer side of a picture, in pixels, when it is read. */
export const MAX_SIDE = 1680;
const MAX_DIGITS = 64;

const raster = document.createElement('canvas');

/**
 * Finds the digits in a drawing. `vision` gets the pixels that are displayed: the drawing at one
 * pixel per unit or, if it has a picture, that picture at its own resolution with the strokes on it.
 */
export function captureSnapshot(drawing: Drawing, themeColours: ThemeColours, picture: ImageBitmap | null): Snapshot {
  const place =
    picture === null
      ? { x: 0, y: 0, width: WIDTH, height: HEIGHT, scale: 1 }
      : fit(picture.width, picture.height, WIDTH, HEIGHT);
  const scale =
    picture === null
      ? 1
      : Math.max(
          1,
          Math.min(1 / place.scale, MAX_SIDE / Math.max(place.width, place.height)),
        );
  const width = Math.max(1, Math.round(place.width * scale));
  const height = Math.max(1, Math.round(place.height * scale));
  const left = Math.round(place.x * scale);
  const top = Math.round(place.y * scale);
  const context = resizedRaster(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  paint(context, drawing, themeColours, scale, picture);
  const { data } = context.getImageData(left, top, width, height);
  const found = find(width, height, data);
  const digits = found.slice(0, MAX_DIGITS).map((digit) => ({
    box: {
      x: (digit.x + left) / scale,
      y: (digit.y + top) / scale,
      width: digit.width / scale,
      height: digit.height / scale,
    },
    pixels: Uint8Array.from(digit.pixels),
  }));
  return {
    drawingId: drawing.id,
    fingerprint: fingerprintOf(drawing),
    file: drawing.picture?.name ?? null,
    digits,
    omitted: found.length - digits.length,
  };
}

/** Runs `vision` once, on a drawing so small that it does not block the page noticeably. */
export function warmUpVision(themeColours: ThemeColours): void {
  const scale = 1 / 4;
  const corners = [[150, 80], [330, 80], [220, 340]] as const;
  const points = corners.map(([x, y]) => ({ x, y, pressure: 0.5 }));
  const seven = { pen: { colour: null, width: 20, dotted: false }, points };
  const context = resizedRaster(WIDTH * scale, HEIGHT * scale);
  paint(context, withStroke(emptyDrawing(''), seven), themeColours, scale);
  const { width, height, data } = context.getImageData(0, 0, raster.width, raster.height);
  find(width, height, data);
}

function resizedRaster(width: number, height: number): CanvasRenderingContext2D {
  raster.width = width;
  raster.height = height;
  const context = raster.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser has no canvas.');
  return context;
}
