import { describe, expect, it } from 'vitest';
import type { ModelCard, PredictionRecord } from '../api/client';
import { changeOf, learnedDigits } from './learnedLabels';

const CREATED = '2026-11-20T12:00:00Z';
const BEFORE = '2026-11-20T11:59:59Z';

const card = (more = {}): ModelCard => ({
  version: '2.1.0',
  sha256: '0'.repeat(64),
  run: { id: '01900000-0000-7000-8000-000000000000', createdAt: CREATED },
  data: { corrections: 50 },
  ...more,
});

const record = (digits: readonly number[], more: Partial<PredictionRecord> = {}): PredictionRecord => ({
  id: '01900000-0000-7000-8000-000000000001',
  time: BEFORE,
  source: 'canvas',
  model: '2.0.0',
  text: digits.join(''),
  predictions: digits.map((digit) => ({
    digit,
    confidence: 1,
    probabilities: [],
    pixels: btoa(String.fromCharCode(digit)),
  })) as never,
  ...more,
});

describe('the digits that a model learned from', () => {
  const labelled = (more = {}) => record([1, 7], { labels: [7], positions: [0], correctedAt: BEFORE, ...more });

  it('are those that were labelled before its run was created', () => {
    const records = [labelled(), labelled({ correctedAt: '2026-11-20T12:00:01Z' }), record([3])];
    expect(learnedDigits(card(), records)).toEqual([{ pixels: Uint8Array.of(1), label: 7, before: 1 }]);
  });

  it('have nothing to compare with if the model itself recorded them', () => {
    expect(learnedDigits(card(), [labelled({ model: '2.1.0' })])[0]?.before).toBeNull();
  });

  it('are not known for a model that no run made', () => {
    const { run: _, ...shipped } = card();
    expect(learnedDigits(shipped, [labelled()])).toEqual([]);
  });

  it('are not known if the run may have left some out', () => {
    expect(learnedDigits(card({ data: { corrections: 19_990 } }), [labelled()])).toEqual([]);
    expect(learnedDigits(card({ data: { corrections: 19_000 } }), Array(2_001).fill(labelled()))).toEqual([]);
    expect(learnedDigits(card({ data: { corrections: 19_000 } }), Array(2_000).fill(labelled()))).toHaveLength(2_000);
    expect(learnedDigits(card({ data: { corrections: 1 } }), [labelled(), labelled()])).toEqual([]);
  });
});

it('the change counts what was misread, what of it is read correctly now, and what is misread now', () => {
  const digit = (before: number | null, label: number) => ({ pixels: new Uint8Array(), label, before });
  const digits = [digit(1, 7), digit(1, 7), digit(7, 7), digit(7, 7), digit(null, 7)];
  expect(changeOf(digits, [7, 1, 7, 1, 1])).toEqual({ misread: 2, fixed: 1, newlyMisread: 1 });
});
