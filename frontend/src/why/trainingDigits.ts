const SIDE = 28;

/** A digit of MNIST's training set. */
export interface TrainingDigit {
  readonly label: number;
  readonly pixels: Uint8Array;
}

export interface KnownDigit extends TrainingDigit {
  /** What the network finds in it. */
  readonly features: Float32Array;
}

/** The digits of a sheet that has one row for each of the ten, in their order. */
export function digitsOf({ width, values }: {
  readonly width: number;
  readonly values: Uint8Array;
}): readonly TrainingDigit[] {
  const columns = width / SIDE;
  return Array.from({ length: 10 * columns }, (_, i) => {
    const label = Math.floor(i / columns);
    const first = label * SIDE * width + (i % columns) * SIDE;
    const pixels = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++) {
      pixels.set(values.subarray(first + y * width, first + y * width + SIDE), y * SIDE);
    }
    return { label, pixels };
  });
}

/** The digits whose features are nearest (Euclidean distance), the nearest first. */
export function nearestOf(
  digits: readonly KnownDigit[],
  features: Float32Array,
  count: number,
): readonly KnownDigit[] {
  return digits
    .map((digit) => ({ digit, distance: squaredDistance(digit.features, features) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ digit }) => digit);
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}
