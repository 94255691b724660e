import type { Outputs } from '../network/network';
import { saliency } from '../reading/occlusion';

const SIDE = 28;
const DIGITS = 10;
/** The sides of the squares that are covered to find a decisive part, and the steps between them. */
const COVERS = [
  [6, 3],
  [10, 3],
  [14, 7],
] as const;
/** Covering a larger share of the ink says nothing about a part. */
const MAX_INK = 0.6;
/** Another digit has to be at least this probable. */
const CONVINCING = 0.5;

/** A square part of the image. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** An image without one part. */
export interface CoveredImage {
  readonly part: Part;
  readonly pixels: Uint8Array;
  /** The share of the ink in the part. */
  readonly ink: number;
}

/** A part without which the network reads another digit. */
export interface DecisivePart {
  readonly part: Part;
  readonly otherwise: number;
}

/**
 * The evidence for a digit: its logit relative to the mean of all digits. Unlike the
 * probability, it still varies where the network is certain.
 */
export function evidenceFor(digit: number, { logits }: Pick<Outputs, 'logits'>): number {
  const ofDigits = logits.subarray(0, DIGITS);
  return (ofDigits[digit] ?? 0) - ofDigits.reduce((a, b) => a + b, 0) / ofDigits.length;
}

/** How much covering each pixel lowers the evidence for a digit. */
export function evidenceMap(
  digit: number,
  whole: Pick<Outputs, 'logits'>,
  occluded: readonly Pick<Outputs, 'logits'>[],
): Float32Array {
  return saliency(
    evidenceFor(digit, whole),
    occluded.map((outputs) => evidenceFor(digit, outputs)),
  );
}

/** The image with each part covered that contains ink, but not most of it. */
export function coveredImages(pixels: Uint8Array): readonly CoveredImage[] {
  const total = pixels.reduce((a, b) => a + b, 0);
  const covered: CoveredImage[] = [];
  for (const [side, step] of COVERS) {
    for (let y = 0; y + side <= SIDE; y += step) {
      for (let x = 0; x + side <= SIDE; x += step) {
        const without = pixels.slice();
        for (let row = y; row < y + side; row++) {
          without.fill(0, row * SIDE + x, row * SIDE + x + side);
        }
        const ink = 1 - without.reduce((a, b) => a + b, 0) / Math.max(1, total);
        if (ink > 0 && ink <= MAX_INK) covered.push({ part: { x, y, side }, pixels: without, ink });
      }
    }
  }
  return covered;
}

/** The part with the least ink without which the network reads another digit; null if there is none. */
export function decisivePart(
  digit: number,
  covered: readonly CoveredImage[],
  outputs: readonly Pick<Outputs, 'probabilities'>[],
): DecisivePart | null {
  let found: DecisivePart | null = null;
  let least = Infinity;
  covered.forEach(({ part, ink }, i) => {
    const probabilities = outputs[i]?.probabilities.subarray(0, DIGITS) ?? new Float32Array();
    const confidence = Math.max(...probabilities);
    const otherwise = probabilities.indexOf(confidence);
    if (otherwise === digit || confidence < CONVINCING || ink >= least) return;
    found = { part, otherwise };
    least = ink;
  });
  return found;
}
