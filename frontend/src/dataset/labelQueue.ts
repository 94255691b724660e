import { type PredictionRecord, labelsOf } from '../api/client';

/** An unlabelled digit of a record. */
export interface QueuedDigit {
  readonly record: PredictionRecord;
  readonly position: number;
}

/** The unlabelled digits, in the order in which their labels help the model most: least certain first. */
export function labelQueue(records: readonly PredictionRecord[]): readonly QueuedDigit[] {
  return records
    .flatMap((record) => {
      const labels = labelsOf(record);
      return record.predictions.flatMap(({ probabilities }, position) =>
        labels?.[position] == null ? [{ record, position, margin: marginOf(probabilities) }] : [],
      );
    })
    .sort((a, b) => a.margin - b.margin)
    .map(({ record, position }) => ({ record, position }));
}

/** How much more likely the most likely digit is than the second. */
function marginOf(probabilities: readonly number[]): number {
  const [first = 0, second = 0] = probabilities.toSorted((a, b) => b - a);
  return first - second;
}
