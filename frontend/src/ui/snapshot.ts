import { find, normalize } from 'vision';
import {
  type Box,
  type Drawing,
  HEIGHT,
  type Stroke,
  WIDTH,
  emptyDrawing,
  fingerprintOf,
  withStroke,
} from '../drawing/drawing';
import { DrawingPainter } from '../drawing/drawingPainter';
import { fit } from '../drawing/geometry';
import { context2D } from '../drawing/inkLayer';
import { luminance, parseHex } from '../drawing/colour';
import type { ThemeColours } from '../drawing/render';
import { applyEdits, rejectedBoxes } from '../reading/boxEdits';
import type { FoundDigit, Snapshot } from '../reading/liveReader';

/** The longer side of a picture, in pixels, when it is read. */
export const MAX_SIDE = 1680;
/** The maximum of a request. */
const MAX_DIGITS = 64;

const raster = context2D(new OffscreenCanvas(1, 1), true);
const painter = new DrawingPainter(true);

/**
 * Finds the digits in a drawing. `vision` gets the pixels that are displayed: the drawing at one
 * pixel per unit or, if it has a picture, that picture at its own resolution with the strokes on it.
 */
export function captureSnapshot(
  drawing: Drawing,
  liveStroke: Stroke | null,
  colours: ThemeColours,
  picture: ImageBitmap | null,
): Snapshot {
  const frame =
    picture === null
      ? { x: 0, y: 0, width: WIDTH, height: HEIGHT, scale: 1 }
      : fit(picture.width, picture.height, WIDTH, HEIGHT);
  const scale =
    picture === null
      ? 1
      : Math.max(1, Math.min(1 / frame.scale, MAX_SIDE / Math.max(frame.width, frame.height)));
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(frame.height * scale));
  const left = Math.round(frame.x * scale);
  const top = Math.round(frame.y * scale);
  resizeRaster(Math.round(WIDTH * scale), Math.round(HEIGHT * scale));
  painter.paint(raster, { drawing, liveStroke, colours, picture }, scale);
  const { data } = raster.getImageData(left, top, width, height);
  const found = find(width, height, data);
  const foundDigits = found.map((digit) => ({
    box: {
      x: (digit.x + left) / scale,
      y: (digit.y + top) / scale,
      width: digit.width / scale,
      height: digit.height / scale,
    },
    pixels: Uint8Array.from(digit.pixels),
  }));
  const paper = picture === null ? (drawing.paper ?? colours.paper) : null;
  const edited = applyEdits(foundDigits, drawing.edits, (box) => digitIn(box, scale, paper));
  const digits = edited.slice(0, MAX_DIGITS);
  return {
    drawingId: drawing.id,
    fingerprint: fingerprintOf(liveStroke === null ? drawing : withStroke(drawing, liveStroke)),
    file: drawing.picture?.name ?? null,
    digits,
    rejected: rejectedBoxes(drawing.edits, edited),
    omitted: edited.length - digits.length,
  };
}

/** Less contrast than this share of the strongest is the grain of the paper. */
const MIN_CONTRAST = 0.25;

/**
 * All ink in a part of the raster as one digit; null if there is none.
 *
 * @param paper the colour of the paper; null if it is that of a picture, which is its median grey
 */
function digitIn(box: Box, scale: number, paper: string | null): FoundDigit | null {
  const left = Math.max(0, Math.floor(box.x * scale));
  const top = Math.max(0, Math.floor(box.y * scale));
  const width = Math.min(raster.canvas.width, Math.ceil((box.x + box.width) * scale)) - left;
  const height = Math.min(raster.canvas.height, Math.ceil((box.y + box.height) * scale)) - top;
  if (width < 1 || height < 1) return null;
  const { data } = raster.getImageData(left, top, width, height);
  const greys = Float32Array.from({ length: width * height }, (_, i) =>
    luminance({ red: data[4 * i] ?? 0, green: data[4 * i + 1] ?? 0, blue: data[4 * i + 2] ?? 0 }),
  );
  const colour = paper === null ? null : parseHex(paper);
  const background =
    colour === null ? (greys.toSorted()[greys.length >> 1] ?? 0) : luminance(colour);
  const contrasts = greys.map((grey) => Math.abs(grey - background));
  const strongest = contrasts.reduce((a, b) => Math.max(a, b));
  if (strongest < 0.02) return null;
  const ink = Uint8Array.from(contrasts, (contrast) =>
    contrast < MIN_CONTRAST * strongest ? 0 : Math.round((contrast / strongest) * 255),
  );
  return { box, pixels: normalize(width, height, ink) };
}

/** Runs `vision` once, on a drawing so small that it does not block the page noticeably. */
export function warmUpVision(colours: ThemeColours): void {
  const scale = 1 / 4;
  const corners = [[150, 80], [330, 80], [220, 340]] as const;
  const points = corners.map(([x, y]) => ({ x, y, pressure: 0.5 }));
  const pen = { colour: null, width: 20, dotted: false, eraser: false };
  const drawing = withStroke(emptyDrawing(''), { pen, points });
  resizeRaster(WIDTH * scale, HEIGHT * scale);
  painter.paint(raster, { drawing, liveStroke: null, colours, picture: null }, scale);
  const { width, height, data } = raster.getImageData(0, 0, raster.canvas.width, raster.canvas.height);
  find(width, height, data);
}

function resizeRaster(width: number, height: number): void {
  const { canvas } = raster;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
