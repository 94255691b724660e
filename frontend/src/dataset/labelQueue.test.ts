import { describe, expect, it } from 'vitest';
import type { PredictionRecord } from '../api/client';
import { labelQueue } from './labelQueue';

const record = (id: string, digits: readonly (readonly [number, number])[], more = {}): PredictionRecord =>
  ({
    id,
    predictions: digits.map(([first, second]) => ({ digit: 0, probabilities: [first, second, 0] })),
    ...more,
  }) as unknown as PredictionRecord;

const order = (...records: readonly PredictionRecord[]): readonly string[] =>
  labelQueue(records).map(({ record: { id }, position }) => `${id}${position}`);

describe('the queue of digits to label', () => {
  it('begins with the digit of which the model is least certain', () => {
    // 0.5 against 0.49 is less certain than 0.4 against 0.1.
    expect(order(record('a', [[0.9, 0.1], [0.4, 0.1]]), record('b', [[0.5, 0.49]]))).toEqual(['b0', 'a1', 'a0']);
  });

  it('leaves out digits that have a label', () => {
    const partly = record('a', [[0.9, 0.1], [0.5, 0.4]], { labels: [3], positions: [1] });
    expect(order(partly, record('b', [[0.6, 0.3]], { labels: [3] }))).toEqual(['a0']);
  });
});
