import type { Prediction } from '../api/client';
import type { Snapshot } from './liveReader';

/** A snapshot and its predictions, one for each digit. */
export interface ClassifiedSnapshot {
  readonly snapshot: Snapshot;
  readonly predictions: readonly Prediction[];
}

/** Whether "not a digit" is more likely than each digit. */
function isMark({ confidence, notADigit }: Prediction): boolean {
  // The probability of "not a digit" is spread evenly over those of the ten digits.
  return notADigit > confidence - notADigit / 10;
}

/** Moves the marks that are not digits from the digits of a snapshot to its rejected boxes. */
export function withoutMarks<T extends ClassifiedSnapshot>(classified: T): T {
  const { snapshot, predictions } = classified;
  const isDigit = predictions.map(
    (prediction, i) => snapshot.digits[i]?.isCertain === true || !isMark(prediction),
  );
  if (!isDigit.includes(false)) return classified;
  return {
    ...classified,
    snapshot: {
      ...snapshot,
      digits: snapshot.digits.filter((_, i) => isDigit[i]),
      rejected: [
        ...snapshot.rejected,
        ...snapshot.digits.filter((_, i) => !isDigit[i]).map(({ box }) => box),
      ],
    },
    predictions: predictions.filter((_, i) => isDigit[i]),
  };
}
