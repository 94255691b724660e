import type { DeviceNetwork } from '../network/deviceNetwork';
import { describeSaliency, namePlace, occlude } from '../reading/occlusion';
import { t, translate } from '../texts/translation';
import { type Part, coveredImages, decisivePart, evidenceMap } from './evidence';

const SIDE = 28;
/** Below this change of a logit, a part has no noticeable influence. */
const NOTICEABLE = 0.5;

/** The parts of a drawing that support a digit, and those that count against it. */
export interface DeviceExplanation {
  readonly map: Float32Array;
  readonly text: string;
  /** The part without which another digit is read. */
  readonly part: Part | null;
}

/**
 * Explains a reading with the network on the device.
 *
 * @param digit the digit to explain, which need not be the one that is read
 */
export async function explainOnDevice(
  network: DeviceNetwork,
  pixels: Uint8Array,
  digit: number,
): Promise<DeviceExplanation> {
  const occluded = occlude(pixels);
  const covered = coveredImages(pixels);
  const outputs = await network.classify([
    pixels,
    ...occluded,
    ...covered.map((image) => image.pixels),
  ]);
  const whole = outputs[0]!;
  const map = evidenceMap(digit, whole, outputs.slice(1, 1 + occluded.length));
  const read = bestOf(whole.probabilities);
  const description = describeSaliency(map, digit, NOTICEABLE);
  if (digit !== read) return { map, text: description, part: null };
  const decisive = decisivePart(read, covered, outputs.slice(1 + occluded.length));
  const sentence =
    decisive === null
      ? t`It stays a ${read}, whichever part is covered.`
      : t`Without the marked part at the ${translate(placeOf(decisive.part, pixels))}, it would be a ${decisive.otherwise}.`;
  return { map, text: `${sentence} ${description}`, part: decisive?.part ?? null };
}

function bestOf(probabilities: Float32Array): number {
  const digits = probabilities.subarray(0, 10);
  return digits.indexOf(Math.max(...digits));
}

/** Names the place of the ink in a part. */
function placeOf({ x, y, side }: Part, pixels: Uint8Array): string {
  let ink = 0;
  let sumX = 0;
  let sumY = 0;
  for (let row = y; row < y + side; row++) {
    for (let column = x; column < x + side; column++) {
      const value = pixels[row * SIDE + column] ?? 0;
      ink += value;
      sumX += value * column;
      sumY += value * row;
    }
  }
  return namePlace(sumX / ink, sumY / ink);
}
