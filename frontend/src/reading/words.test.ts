import { describe, expect, it } from 'vitest';
import type { Prediction } from '../api/client';
import { runnerUp, spoken } from './words';

const prediction = (digit: number, confidence: number, second: number, rest: number): Prediction => ({
  digit,
  confidence,
  probabilities: Array.from({ length: 10 }, (_, i) =>
    i === digit ? confidence : i === second ? rest : 0,
  ),
});

describe('a reading in words', () => {
  it('names the digit, how sure, and in which word', () => {
    expect(spoken([prediction(7, 0.982, 1, 0.018)])).toBe('Read 7, 98 percent, sure.');
  });

  it('names several one by one, and which of them are in doubt', () => {
    const several = [prediction(7, 0.99, 1, 0), prediction(4, 0.5, 9, 0.4)];
    expect(spoken(several)).toBe('Read 7 4. Unsure of 4.');
  });

  it('mentions the next best guess only where it is worth it', () => {
    expect(runnerUp(prediction(7, 0.8, 1, 0.2))).toEqual({ digit: 1, share: 0.2 });
    expect(runnerUp(prediction(7, 0.999, 1, 0.001))).toBeNull();
  });
});
