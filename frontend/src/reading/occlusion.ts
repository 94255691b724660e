import { t, translate } from '../texts/translation';
/**
 * Occlusion sensitivity (Zeiler and Fergus, 2014): each image hides one patch, and the change of the
 * probability shows how much that patch matters. One batch of 64, the maximum of a request.
 */
const SIDE = 28;
const PATCH = 6;
const STRIDE = 3;
const PATCHES_PER_SIDE = 8;
const MARGIN = 1;

export function occlude(pixels: Uint8Array): Uint8Array[] {
  return patches().map(([left, top]) => {
    const occluded = pixels.slice();
    for (let y = top; y < top + PATCH; y++) occluded.fill(0, y * SIDE + left, y * SIDE + left + PATCH);
    return occluded;
  });
}

/**
 * For every pixel, how much occluding it lowers the probability: positive where the pixel supports
 * the digit, negative where it counts against it.
 */
export function saliency(probability: number, occluded: readonly number[]): Float32Array {
  const sum = new Float32Array(SIDE * SIDE);
  const count = new Float32Array(SIDE * SIDE);
  patches().forEach(([left, top], i) => {
    const loss = probability - (occluded[i] ?? probability);
    for (let y = top; y < top + PATCH; y++) {
      for (let x = left; x < left + PATCH; x++) {
        const at = y * SIDE + x;
        sum[at] = (sum[at] ?? 0) + loss;
        count[at] = (count[at] ?? 0) + 1;
      }
    }
  });
  return sum.map((value, i) => value / Math.max(1, count[i] ?? 1));
}

function patches(): readonly (readonly [number, number])[] {
  const along = Array.from({ length: PATCHES_PER_SIDE }, (_, i) => MARGIN + i * STRIDE);
  return along.flatMap((top) => along.map((left) => [left, top] as const));
}

const ROWS = ['top', 'middle', 'bottom'];
const COLUMNS = ['left', 'centre', 'right'];
/** Below this change of the probability, a part of the image has no noticeable influence. */
const NOTICEABLE = 0.01;

/** Describes which parts of the image support the digit and which speak against it. */
export function describeSaliency(map: Float32Array, digit: number, noticeable = NOTICEABLE): string {
  const parts = ROWS.flatMap((row, y) =>
    COLUMNS.map((column, x) => {
      return { name: nameOf(row, column), ...extremesOf(map, x, y) };
    }),
  );
  const support = parts.filter(({ max }) => max >= noticeable).sort((a, b) => b.max - a.max);
  const against = parts.filter(({ min }) => min <= -noticeable).sort((a, b) => a.min - b.min);
  if (support.length === 0) return t`No single part decides that it is a ${digit}.`;
  const [first = '', second] = support.slice(0, 2).map(({ name }) => translate(name));
  const opposing = against[0] === undefined ? '' : ` ${t`The ${translate(against[0].name)} counts against it.`}`;
  const supporting =
    second === undefined
      ? t`The ${first} supports ${digit} most.`
      : t`The ${first} and the ${second} support ${digit} most.`;
  return supporting + opposing;
}

/** Names the third of the image that contains a place. */
export function namePlace(x: number, y: number): string {
  const third = (at: number): number => Math.min(2, Math.floor((3 * at) / SIDE));
  return nameOf(ROWS[third(y)] ?? '', COLUMNS[third(x)] ?? '');
}

function nameOf(row: string, column: string): string {
  return row === 'middle' && column === 'centre' ? 'centre' : `${row} ${column}`;
}

function extremesOf(map: Float32Array, column: number, row: number): { max: number; min: number } {
  const start = (third: number): number => Math.round((third * SIDE) / 3);
  let max = 0;
  let min = 0;
  for (let y = start(row); y < start(row + 1); y++) {
    for (let x = start(column); x < start(column + 1); x++) {
      max = Math.max(max, map[y * SIDE + x] ?? 0);
      min = Math.min(min, map[y * SIDE + x] ?? 0);
    }
  }
  return { max, min };
}
