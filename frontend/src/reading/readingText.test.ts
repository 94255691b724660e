import { describe, expect, it } from 'vitest';
import type { Prediction } from '../api/client';
import { runnerUp, spokenReading } from './readingText';

const prediction = (digit: number, confidence: number, second: number, rest: number): Prediction => ({
  digit,
  confidence,
  notADigit: 0,
  probabilities: Array.from({ length: 10 }, (_, i) =>
    i === digit ? confidence : i === second ? rest : 0,
  ),
});

describe('a reading in words', () => {
  it('contains the digit, its confidence and the confidence in a word', () => {
    expect(spokenReading([prediction(7, 0.982, 1, 0.018)])).toBe('Read 7, 98 percent, sure.');
  });

  it('lists several digits and those that are unsure', () => {
    const several = [prediction(7, 0.99, 1, 0), prediction(4, 0.5, 9, 0.4)];
    expect(spokenReading(several)).toBe('Read 7 4. Unsure of 4.');
  });

  it('mentions the runner-up only if it has at least one percent', () => {
    expect(runnerUp(prediction(7, 0.8, 1, 0.2))).toEqual({ digit: 1, share: 0.2 });
    expect(runnerUp(prediction(7, 0.999, 1, 0.001))).toBeNull();
  });
});
