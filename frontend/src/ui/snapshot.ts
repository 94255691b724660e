import {
  type Box,
  type Drawing,
  HEIGHT,
  type Position,
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
import { linesOf } from '../reading/lines';
import type { FoundDigit, Snapshot } from '../reading/liveReader';
import type { Vision } from '../vision/vision';

/** The longer side of a picture, in pixels, when it is read. */
export const MAX_SIDE = 1680;
/** The maximum of a request. */
const MAX_DIGITS = 64;
/** A larger picture is sent as a JPEG. */
const MAX_PNG_BYTES = 1_500_000;
const JPEG_QUALITY = 0.95;

const raster = context2D(new OffscreenCanvas(1, 1), true);
const painter = new DrawingPainter(true);

/**
 * Finds the digits in a drawing, as it is now, at one pixel per unit. If it has a picture, the snapshot
 * contains the pixels for the service to read instead: the picture at its own resolution with the
 * strokes.
 */
export async function captureSnapshot(
  vision: Vision,
  drawing: Drawing,
  liveStroke: Stroke | null,
  colours: ThemeColours,
  picture: ImageBitmap | null,
): Promise<Snapshot> {
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
  const pixels = raster.getImageData(left, top, width, height);
  const toCanvas = (x: number, y: number): Position => ({ x: (x + left) / scale, y: (y + top) / scale });
  const paper = picture === null ? (drawing.paper ?? colours.paper) : null;
  // A part of a drawing is taken from its own copy, because `vision` gets the pixels.
  const source = picture === null && drawing.edits.length > 0 ? copyOf(pixels) : pixels;
  const normalizeBox = async (box: Box): Promise<FoundDigit | null> => {
    const x = box.x * scale - left;
    const y = box.y * scale - top;
    const ink = inkIn(source, { x, y, width: box.width * scale, height: box.height * scale }, paper);
    if (ink === null) return null;
    const normalized = await vision.normalize(ink.width, ink.height, ink.values);
    return { box, pixels: normalized, line: 0, isCertain: true };
  };
  const inked = liveStroke === null ? drawing : withStroke(drawing, liveStroke);
  const snapshot = {
    drawingId: drawing.id,
    fingerprint: fingerprintOf(inked),
    file: drawing.picture?.name ?? null,
    picture: null,
    digits: [],
    rejected: [],
    sheet: null,
    omitted: 0,
  };
  if (picture !== null) {
    const key = fingerprintOf({ ...inked, edits: [] });
    const { edits } = drawing;
    return { ...snapshot, picture: { key, pixels, toCanvas, edits, normalize: normalizeBox } };
  }
  const isBlank = inked.strokes.length === 0;
  const found = (isBlank ? [] : await vision.find(pixels)).map((digit) => ({
    box: {
      ...toCanvas(digit.x, digit.y),
      width: digit.width / scale,
      height: digit.height / scale,
    },
    pixels: digit.pixels,
  }));
  const lines = linesOf(found.map(({ box }) => box));
  const foundDigits = found.map((digit, i) => ({ ...digit, line: lines[i] ?? 0, isCertain: false }));
  const edited = await applyEdits(foundDigits, drawing.edits, normalizeBox);
  const digits = edited.slice(0, MAX_DIGITS);
  return {
    ...snapshot,
    digits,
    rejected: rejectedBoxes(drawing.edits, edited),
    omitted: edited.length - digits.length,
  };
}

/** PNG, unless the picture has so much detail that it would take long to send. */
export async function encodePicture(pixels: ImageData): Promise<Blob> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  context2D(canvas, false).putImageData(pixels, 0, 0);
  const png = await canvas.convertToBlob({ type: 'image/png' });
  if (png.size <= MAX_PNG_BYTES) return png;
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}

/** Less contrast than this share of the strongest is the grain of the paper. */
const MIN_CONTRAST = 0.25;

/**
 * All ink in a part of the pixels, from 0 for paper to 255; null if there is none.
 *
 * @param paper the colour of the paper; null if it is that of a picture, which is its median grey
 */
function inkIn(
  pixels: ImageData,
  box: Box,
  paper: string | null,
): { readonly width: number; readonly height: number; readonly values: Uint8Array } | null {
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const width = Math.min(pixels.width, Math.ceil(box.x + box.width)) - left;
  const height = Math.min(pixels.height, Math.ceil(box.y + box.height)) - top;
  if (width < 1 || height < 1) return null;
  const { data } = pixels;
  const greys = Float32Array.from({ length: width * height }, (_, i) => {
    const at = 4 * ((top + Math.floor(i / width)) * pixels.width + left + (i % width));
    return luminance({ red: data[at] ?? 0, green: data[at + 1] ?? 0, blue: data[at + 2] ?? 0 });
  });
  const colour = paper === null ? null : parseHex(paper);
  const background =
    colour === null ? (greys.toSorted()[greys.length >> 1] ?? 0) : luminance(colour);
  const contrasts = greys.map((grey) => Math.abs(grey - background));
  const strongest = contrasts.reduce((a, b) => Math.max(a, b));
  if (strongest < 0.02) return null;
  const values = Uint8Array.from(contrasts, (contrast) =>
    contrast < MIN_CONTRAST * strongest ? 0 : Math.round((contrast / strongest) * 255),
  );
  return { width, height, values };
}

/** The pixels of a digit to try `vision` on before the user draws one. */
export function samplePixels(colours: ThemeColours): ImageData {
  const corners = [[150, 80], [330, 80], [220, 340]] as const;
  const points = corners.map(([x, y]) => ({ x, y, pressure: 0.5 }));
  const pen = { colour: null, width: 20, dotted: false, eraser: false };
  const drawing = withStroke(emptyDrawing(''), { pen, points });
  resizeRaster(WIDTH, HEIGHT);
  painter.paint(raster, { drawing, liveStroke: null, colours, picture: null }, 1);
  return raster.getImageData(0, 0, WIDTH, HEIGHT);
}

export function copyOf({ data, width, height }: ImageData): ImageData {
  return new ImageData(data.slice(), width, height);
}

function resizeRaster(width: number, height: number): void {
  const { canvas } = raster;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
