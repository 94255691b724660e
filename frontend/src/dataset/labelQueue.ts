import { type PredictionRecord, labelsOf } from '../api/client';
import { fromBase64 } from '../reading/base64';

/** An unlabelled digit of a record. */
export interface QueuedDigit {
  readonly record: PredictionRecord;
  readonly position: number;
}

interface Candidate extends QueuedDigit {
  readonly isLabelled: boolean;
  readonly margin: number;
  readonly thumbnail: Float32Array;
}

/** A digit with a greater margin between the two most likely digits is certain. */
const CERTAIN = 0.9;

/** As many certain digits and as many known ones are compared; the time grows with the product. */
const COMPARED = 1_000;

/** A thumbnail has 7 × 7 pixels, so that a shift by a pixel matters little. */
const SIDE = 7;

/**
 * The unlabelled digits, in the order in which their labels help the model most: those of which the
 * model is uncertain, least certain first, and then those least similar to the ones that are labelled
 * or come before them.
 */
export function labelQueue(records: readonly PredictionRecord[]): readonly QueuedDigit[] {
  const all = records.flatMap((record) => {
    const labels = labelsOf(record);
    return record.predictions.map(
      ({ probabilities, pixels }, position): Candidate => ({
        record,
        position,
        isLabelled: labels?.[position] != null,
        margin: marginOf(probabilities),
        thumbnail: thumbnailOf(fromBase64(pixels)),
      }),
    );
  });
  const labelled = all.filter(({ isLabelled }) => isLabelled);
  const open = all.filter(({ isLabelled }) => !isLabelled);
  const uncertain = open.filter(({ margin }) => margin < CERTAIN).sort((a, b) => a.margin - b.margin);
  const certain = open.filter(({ margin }) => margin >= CERTAIN);
  const known = [...uncertain, ...labelled].slice(0, COMPARED);
  const compared = leastSimilarFirst(certain.slice(0, COMPARED), known);
  return [...uncertain, ...compared, ...certain.slice(COMPARED)];
}

/** How much more likely the most likely digit is than the second. */
function marginOf(probabilities: readonly number[]): number {
  const [first = 0, second = 0] = probabilities.toSorted((a, b) => b - a);
  return first - second;
}

/** Farthest-first traversal: next comes the digit whose nearest known digit is the farthest. */
function leastSimilarFirst(
  digits: readonly Candidate[],
  known: readonly Candidate[],
): readonly Candidate[] {
  const rest = digits.map((digit) => ({
    digit,
    distance: known.reduce((least, each) => Math.min(least, distanceOf(digit, each)), Infinity),
  }));
  const order: Candidate[] = [];
  while (rest.length > 0) {
    const farthest = rest.reduce((best, { distance }, i) => (distance > rest[best]!.distance ? i : best), 0);
    const [{ digit } = rest[0]!] = rest.splice(farthest, 1);
    order.push(digit);
    for (const other of rest) other.distance = Math.min(other.distance, distanceOf(other.digit, digit));
  }
  return order;
}

/** The squared distance of the thumbnails. */
function distanceOf({ thumbnail: a }: Candidate, { thumbnail: b }: Candidate): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

function thumbnailOf(pixels: Uint8Array): Float32Array {
  const thumbnail = new Float32Array(SIDE * SIDE);
  const factor = 28 / SIDE;
  pixels.forEach((value, i) => {
    const x = Math.floor((i % 28) / factor);
    const y = Math.floor(i / 28 / factor);
    thumbnail[y * SIDE + x]! += value;
  });
  return thumbnail;
}
