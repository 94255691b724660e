import { type Drawing, type Point, type Stroke, emptyDrawing } from './drawing';
import { length } from './geometry';

/**
 * Encodes a drawing for the fragment of a link, which browsers do not send to servers. The fragment is
 * base64url of the version, the paper and the strokes. A stroke consists of flags, colour, width in
 * quarter units, the number of points, the points as zigzag varints in tenths of a unit, and the
 * pressure if the pen reported any.
 *
 * A point is encoded as the difference from where the previous two points lead. Pens move smoothly,
 * so most differences need one byte. Points are recorded in tenths of a unit, so a replay is exact.
 * Version 1 had simplified points in quarter units; links with it are still read.
 */
const VERSION = 2;
const GRID = 10;
const GRID_OF_VERSION_1 = 4;
const WIDTH_GRID = 4;
const DOTTED = 1;
const HAS_PRESSURE = 2;
const ERASER = 4;
const MAX_POINTS = 20_000;
/** The maximum length of all strokes: lines are painted in small steps, so distant points are slow. */
const MAX_LENGTH = 500_000;

export function encodeDrawing(drawing: Drawing): string {
  const bytes: number[] = [VERSION];
  writeColour(bytes, drawing.paper);
  for (const stroke of drawing.strokes) writeStroke(bytes, stroke);
  return toBase64Url(Uint8Array.from(bytes));
}

/** Decodes a drawing; null if the text is not a valid encoding. */
export function decodeDrawing(text: string, id: string): Drawing | null {
  const bytes = fromBase64Url(text);
  if (bytes === null) return null;
  const reader = new ByteReader(bytes);
  try {
    const version = reader.byte();
    if (version !== 1 && version !== VERSION) return null;
    const paper = reader.colour();
    const strokes: Stroke[] = [];
    while (!reader.atEnd) strokes.push(readStroke(reader, version));
    const total = strokes.reduce((sum, { points }) => sum + length(points), 0);
    if (total > MAX_LENGTH) return null;
    return { ...emptyDrawing(id, paper), strokes };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function writeStroke(bytes: number[], { pen, points }: Stroke): void {
  const hasPressure = points.some((point) => point.pressure !== 0.5);
  bytes.push(
    (pen.dotted ? DOTTED : 0) | (hasPressure ? HAS_PRESSURE : 0) | (pen.eraser ? ERASER : 0),
  );
  writeColour(bytes, pen.colour);
  writeNumber(bytes, Math.round(pen.width * WIDTH_GRID));
  writeNumber(bytes, points.length);
  const x = new Predictor();
  const y = new Predictor();
  for (const point of points) {
    writeNumber(bytes, zigzag(x.encode(Math.round(point.x * GRID))));
    writeNumber(bytes, zigzag(y.encode(Math.round(point.y * GRID))));
    if (hasPressure) bytes.push(Math.round(point.pressure * 255));
  }
}

function readStroke(reader: ByteReader, version: number): Stroke {
  const flags = reader.byte();
  const colour = reader.colour();
  const width = reader.number() / WIDTH_GRID;
  const count = reader.number();
  if (flags > (DOTTED | HAS_PRESSURE | ERASER)) throw new RangeError('unknown flags');
  if (count > MAX_POINTS || width <= 0 || width > 200) throw new RangeError('stroke out of range');
  const grid = version === 1 ? GRID_OF_VERSION_1 : GRID;
  const x = new Predictor(version === 1);
  const y = new Predictor(version === 1);
  const points: Point[] = [];
  for (let i = 0; i < count; i++) {
    points.push({
      x: x.decode(unzigzag(reader.number())) / grid,
      y: y.decode(unzigzag(reader.number())) / grid,
      pressure: flags & HAS_PRESSURE ? Math.round((reader.byte() / 255) * 100) / 100 : 0.5,
    });
  }
  const pen = { colour, width, dotted: (flags & DOTTED) !== 0, eraser: (flags & ERASER) !== 0 };
  return { pen, points };
}

/** Predicts a coordinate from the previous ones, and encodes the difference. */
class Predictor {
  readonly #isConstant: boolean;
  #last = 0;
  #step = 0;
  #count = 0;

  /** @param isConstant whether to predict the previous value, as version 1 does */
  constructor(isConstant = false) {
    this.#isConstant = isConstant;
  }

  encode(value: number): number {
    const difference = value - this.#prediction;
    this.#add(value);
    return difference;
  }

  decode(difference: number): number {
    const value = this.#prediction + difference;
    this.#add(value);
    return value;
  }

  get #prediction(): number {
    return this.#isConstant ? this.#last : this.#last + this.#step;
  }

  #add(value: number): void {
    this.#step = this.#count++ === 0 ? 0 : value - this.#last;
    this.#last = value;
  }
}

function writeColour(bytes: number[], colour: string | null): void {
  if (colour === null) {
    bytes.push(0);
  } else {
    bytes.push(1, ...[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
  }
}

function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('unexpected end of the link');
    return byte;
  }

  number(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 5; i++) {
      const byte = this.byte();
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new RangeError('overlong number');
  }

  colour(): string | null {
    const kind = this.byte();
    if (kind === 0) return null;
    if (kind !== 1) throw new RangeError('unknown kind of colour');
    const parts = [this.byte(), this.byte(), this.byte()];
    return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    );
  } catch {
    return null; // Not base64: the link was truncated or mistyped.
  }
}
