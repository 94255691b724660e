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
 * the digit, negative where it speaks against it.
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
