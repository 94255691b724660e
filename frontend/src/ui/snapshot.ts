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
import { linesOf } from '../reading/lines';
import type { FoundDigit, Snapshot } from '../reading/liveReader';
import type { UnreadPicture } from '../reading/pictureReading';
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
  if (picture !== null) return { ...snapshot, picture: capturePicture(vision, inked, colours, picture) };
  if (inked.strokes.length === 0) return snapshot;
  const { edits } = drawing;
  const paper = drawing.paper ?? colours.paper;
  const paint = (): ImageData => {
    paintRaster(inked, colours, null, 1);
    return raster.getImageData(0, 0, WIDTH, HEIGHT);
  };
  // `vision` gets the pixels, so what the edits need is another copy.
  const pixels = edits.length === 0 ? null : paint();
  const key = [fingerprintOf({ ...inked, edits: [] }), paper, colours.ink].join(':');
  const found = await vision.findUnlessKnown(key, paint);
  const boxes = found.map(({ x, y, width, height }) => ({ x, y, width, height }));
  const lines = linesOf(boxes);
  const foundDigits = found.map((digit, i) => ({
    box: boxes[i] ?? digit,
    pixels: digit.pixels,
    line: lines[i] ?? 0,
    isCertain: false,
  }));
  const edited = await applyEdits(foundDigits, edits, async (box) =>
    pixels === null ? null : normalizePart(vision, pixels, box, box, paper),
  );
  const digits = edited.slice(0, MAX_DIGITS);
  return {
    ...snapshot,
    digits,
    rejected: rejectedBoxes(edits, edited),
    omitted: edited.length - digits.length,
  };
}

function capturePicture(
  vision: Vision,
  drawing: Drawing,
  colours: ThemeColours,
  picture: ImageBitmap,
): UnreadPicture {
  const frame = fit(picture.width, picture.height, WIDTH, HEIGHT);
  const scale = Math.max(1, Math.min(1 / frame.scale, MAX_SIDE / Math.max(frame.width, frame.height)));
  const left = Math.round(frame.x * scale);
  const top = Math.round(frame.y * scale);
  paintRaster(drawing, colours, picture, scale);
  const pixels = raster.getImageData(
    left,
    top,
    Math.max(1, Math.round(frame.width * scale)),
    Math.max(1, Math.round(frame.height * scale)),
  );
  return {
    key: fingerprintOf({ ...drawing, edits: [] }),
    pixels,
    toCanvas: (x, y) => ({ x: (x + left) / scale, y: (y + top) / scale }),
    edits: drawing.edits,
    normalize: (box) => {
      const x = box.x * scale - left;
      const y = box.y * scale - top;
      const part = { x, y, width: box.width * scale, height: box.height * scale };
      return normalizePart(vision, pixels, box, part, null);
    },
  };
}

/** The ink in a part of the pixels as one digit in a box of the canvas; null if there is none. */
async function normalizePart(
  vision: Vision,
  pixels: ImageData,
  box: Box,
  part: Box,
  paper: string | null,
): Promise<FoundDigit | null> {
  const ink = inkIn(pixels, part, paper);
  if (ink === null) return null;
  const normalized = await vision.normalize(ink.width, ink.height, ink.values);
  return { box, pixels: normalized, line: 0, isCertain: true };
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
  paintRaster(drawing, colours, null, 1);
  return raster.getImageData(0, 0, WIDTH, HEIGHT);
}

export function copyOf({ data, width, height }: ImageData): ImageData {
  return new ImageData(data.slice(), width, height);
}

/**
 * Paints a stroke that is being drawn like a finished one, with the same antialiasing, so that the
 * reading does not change when the pen is lifted.
 */
function paintRaster(
  drawing: Drawing,
  colours: ThemeColours,
  picture: ImageBitmap | null,
  scale: number,
): void {
  const { canvas } = raster;
  const width = Math.round(WIDTH * scale);
  const height = Math.round(HEIGHT * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  painter.paint(raster, { drawing, liveStroke: null, colours, picture }, scale);
}
