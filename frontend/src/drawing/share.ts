import { type Drawing, type Point, type Stroke, emptyDrawing } from './drawing';
import { length, simplify } from './geometry';

/**
 * Encodes a drawing for the fragment of a link, which browsers do not send to servers: base64url of
 * the version, the paper, and each stroke (flags, colour, width, number of points, then the first
 * point and the differences from point to point as zigzag varints in quarter units, with the
 * pressure if the pen reported any).
 */
const VERSION = 1;
const GRID = 4;
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
    if (reader.byte() !== VERSION) return null;
    const paper = reader.colour();
    const strokes: Stroke[] = [];
    while (!reader.atEnd) strokes.push(readStroke(reader));
    const total = strokes.reduce((sum, { points }) => sum + length(points), 0);
    if (total > MAX_LENGTH) return null;
    return { ...emptyDrawing(id, paper), strokes };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function writeStroke(bytes: number[], stroke: Stroke): void {
  const points = simplify(stroke.points, 0.3);
  const pressed = points.some((point) => point.pressure !== 0.5);
  bytes.push((stroke.pen.dotted ? 1 : 0) | (pressed ? 2 : 0));
  writeColour(bytes, stroke.pen.colour);
  writeNumber(bytes, Math.round(stroke.pen.width * GRID));
  writeNumber(bytes, points.length);
  let x = 0;
  let y = 0;
  for (const point of points) {
    const nextX = Math.round(point.x * GRID);
    const nextY = Math.round(point.y * GRID);
    writeNumber(bytes, zigzag(nextX - x));
    writeNumber(bytes, zigzag(nextY - y));
    if (pressed) bytes.push(Math.round(point.pressure * 255));
    x = nextX;
    y = nextY;
  }
}

function readStroke(reader: ByteReader): Stroke {
  const flags = reader.byte();
  const colour = reader.colour();
  const width = reader.number() / GRID;
  const count = reader.number();
  if (flags > 3 || count > MAX_POINTS || width <= 0 || width > 200) throw new RangeError('stroke');
  const points: Point[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += unzigzag(reader.number());
    y += unzigzag(reader.number());
    const pressure = flags & 2 ? reader.byte() / 255 : 0.5;
    points.push({ x: x / GRID, y: y / GRID, pressure });
  }
  return { pen: { colour, width, dotted: (flags & 1) === 1 }, points };
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
    if (kind !== 1) throw new RangeError('colour');
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
