import { describe, expect, it } from 'vitest';
import type { PredictionRecord } from '../api/client';
import { labelQueue } from './labelQueue';

type Digit = readonly [first: number, second: number, column?: number];

/** An image with a bar in a column. */
const bar = (column: number): string =>
  btoa(String.fromCharCode(...Array.from({ length: 784 }, (_, i) => (i % 28 === column ? 255 : 0))));

const record = (id: string, digits: readonly Digit[], more = {}): PredictionRecord =>
  ({
    id,
    predictions: digits.map(([first, second, column = 0]) => ({
      digit: 0,
      probabilities: [first, second, 0],
      pixels: bar(column),
    })),
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

  it('continues with certain digits that are least similar to labelled and queued ones', () => {
    const uncertain = record('u', [[0.5, 0.4, 2]]);
    const labelled = record('l', [[1, 0, 26]], { labels: [3] });
    // Similar to the uncertain digit, in the middle, similar to the one in the middle, and labelled.
    const certain = record('c', [[1, 0, 3], [1, 0, 14], [0.99, 0, 14], [1, 0, 26]]);
    expect(order(certain, uncertain, labelled)).toEqual(['u0', 'c1', 'c0', 'c2', 'c3']);
  });
});
