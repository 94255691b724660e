import { describe, expect, it } from 'vitest';
import type { PredictionRecord } from '../api/client';
import { type RecordKind, matches } from './recordFilter';

const record = (digits: readonly number[], more: Partial<PredictionRecord> = {}, confidence = 0.9) =>
  ({
    predictions: digits.map((digit) => ({ digit, confidence })),
    ...more,
  }) as unknown as PredictionRecord;

const kinds = (one: PredictionRecord): readonly RecordKind[] =>
  (['unlabelled', 'labelled', 'corrected', 'unsure'] as const).filter((kind) =>
    matches(one, { kind, digits: '' }),
  );

describe('filtering the history', () => {
  it('finds readings by their labels and their confidence', () => {
    expect(kinds(record([7, 4]))).toEqual(['unlabelled']);
    expect(kinds(record([7, 4], { labels: [7, 4] }))).toEqual(['labelled']);
    expect(kinds(record([7, 4], { labels: [1, 4] }))).toEqual(['labelled', 'corrected']);
    expect(kinds(record([7, 4], { labels: [4], positions: [1] }))).toEqual(['unlabelled', 'labelled']);
    expect(kinds(record([7], {}, 0.5))).toEqual(['unlabelled', 'unsure']);
  });

  it('finds digits as they were labelled', () => {
    const corrected = record([7, 4, 2], { labels: [9], positions: [1] });
    expect(matches(corrected, { kind: 'all', digits: '79' })).toBe(true);
    expect(matches(corrected, { kind: 'all', digits: '74' })).toBe(false);
    expect(matches(corrected, { kind: 'labelled', digits: '9' })).toBe(true);
  });
});
