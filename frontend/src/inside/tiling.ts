/** Where the feature maps of a layer are on its canvas, in CSS pixels. */
export interface Tiling {
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels per unit. */
  readonly scale: number;
  /** The side of a map. */
  readonly tile: number;
  readonly width: number;
  readonly height: number;
}

/** A unit of a layer. */
export interface Unit {
  readonly channel: number;
  readonly x: number;
  readonly y: number;
}

export const GAP = 3;

/** At this width, maps have their normal size; on wider canvases they are larger. */
const NORMAL_WIDTH = 700;
const NORMAL_TILE = 28;
const LARGEST_SIDE = 28;

/** Large maps are twice as wide as small ones, which are enlarged so that their units can be told apart. */
export function tilingOf(side: number, channels: number, available: number): Tiling {
  const size = Math.max(1, Math.floor((2 * available) / NORMAL_WIDTH) / 2);
  const normal = side === LARGEST_SIDE ? 2 * NORMAL_TILE : NORMAL_TILE;
  const fitting = Math.max(1, Math.floor((available + GAP) / (normal * size + GAP)));
  const rows = Math.ceil(channels / Math.min(fitting, channels));
  // As few columns as these rows need, so that the last row is not almost empty.
  const columns = Math.ceil(channels / rows);
  // Half pixels per unit fill the width better and are still even enough.
  const space = (available + GAP) / columns - GAP;
  const scale = Math.max(1, Math.floor((2 * space) / side) / 2);
  const tile = side * scale;
  return {
    columns,
    rows,
    scale,
    tile,
    width: columns * (tile + GAP) - GAP,
    height: rows * (tile + GAP) - GAP,
  };
}

/** The upper left corner of a map. */
export function cornerOf({ columns, tile }: Tiling, channel: number): { x: number; y: number } {
  return {
    x: (channel % columns) * (tile + GAP),
    y: Math.floor(channel / columns) * (tile + GAP),
  };
}

/** The unit at a place; null in the gaps and where there is no map. */
export function unitAt(tiling: Tiling, channels: number, x: number, y: number): Unit | null {
  const { columns, tile, scale } = tiling;
  const column = Math.floor(x / (tile + GAP));
  const row = Math.floor(y / (tile + GAP));
  const channel = row * columns + column;
  const inX = x - column * (tile + GAP);
  const inY = y - row * (tile + GAP);
  if (x < 0 || y < 0 || column >= columns || channel >= channels) return null;
  if (inX >= tile || inY >= tile) return null;
  return { channel, x: Math.floor(inX / scale), y: Math.floor(inY / scale) };
}

/** The map that an arrow key leads to. */
export function neighbour({ columns }: Tiling, channels: number, channel: number, key: string): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key] ?? 0;
  const next = channel + step;
  return next < 0 || next >= channels ? channel : next;
}
