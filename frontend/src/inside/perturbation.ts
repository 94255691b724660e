const SIDE = 28;

/** How the image is changed before the network gets it. */
export interface Perturbation {
  /** The share of noise in each pixel, from 0 to 1. */
  readonly noise: number;
  /** The distance in pixels by which the image is moved to the right and down. */
  readonly right: number;
  readonly down: number;
  /** The clockwise rotation in degrees. */
  readonly turn: number;
}

export const UNPERTURBED: Perturbation = { noise: 0, right: 0, down: 0, turn: 0 };

export function isPerturbed({ noise, right, down, turn }: Perturbation): boolean {
  return noise !== 0 || right !== 0 || down !== 0 || turn !== 0;
}

/** The perturbed image. The noise is the same at every call, so that the answer changes only with the settings. */
export function perturb(pixels: Uint8Array, perturbation: Perturbation): Uint8Array {
  if (!isPerturbed(perturbation)) return pixels;
  const { noise, right, down, turn } = perturbation;
  const sine = Math.sin((turn * Math.PI) / 180);
  const cosine = Math.cos((turn * Math.PI) / 180);
  const centre = (SIDE - 1) / 2;
  const random = noiseSource();
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
    const x = (i % SIDE) - centre - right;
    const y = Math.floor(i / SIDE) - centre - down;
    const value = sample(pixels, cosine * x + sine * y + centre, cosine * y - sine * x + centre);
    return Math.round((1 - noise) * value + noise * 255 * random());
  });
}

/** The value between four pixels; 0 outside. */
function sample(pixels: Uint8Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= SIDE || row >= SIDE ? 0 : (pixels[row * SIDE + column] ?? 0);
  const upper = at(left, top) + (x - left) * (at(left + 1, top) - at(left, top));
  const lower = at(left, top + 1) + (x - left) * (at(left + 1, top + 1) - at(left, top + 1));
  return upper + (y - top) * (lower - upper);
}

function noiseSource(): () => number {
  let state = 20_261_126;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
