/**
 * Why the network thinks so: each image hides one patch, and how much surer or less sure the network
 * then is says what the patch was worth. One batch of 64, the most that a request may hold.
 */
const SIDE = 28;
const PATCH = 6;
const STRIDE = 3;
const PLACES = 8;
const MARGIN = 1;

export function occlusions(pixels: Uint8Array): Uint8Array[] {
  return places().map(([left, top]) => {
    const hidden = pixels.slice();
    for (let y = top; y < top + PATCH; y++) hidden.fill(0, y * SIDE + left, y * SIDE + left + PATCH);
    return hidden;
  });
}

/**
 * For every pixel how much covering it took from the answer's probability: above 0 it spoke for the
 * answer, below 0 against it.
 */
export function worth(whole: number, covered: readonly number[]): Float32Array {
  const sum = new Float32Array(SIDE * SIDE);
  const count = new Float32Array(SIDE * SIDE);
  places().forEach(([left, top], i) => {
    const loss = whole - (covered[i] ?? whole);
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

function places(): readonly (readonly [number, number])[] {
  const along = Array.from({ length: PLACES }, (_, i) => MARGIN + i * STRIDE);
  return along.flatMap((top) => along.map((left) => [left, top] as const));
}
