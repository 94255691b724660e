import { describe, expect, it } from 'vitest';
import type { TrainingRun } from '../api/client';
import { inWords, isUnderWay, timeLeft } from './runProgress';

const createdAt = '2026-11-26T12:00:00Z';
const run: TrainingRun = { id: 'r', state: 'running', trigger: 'hand', createdAt, updatedAt: createdAt };
const now = Date.parse('2026-11-26T12:02:00Z');

describe('the progress of a run', () => {
  it('tells the time left from the progress so far', () => {
    expect(timeLeft({ ...run, progress: 0.25 }, now)).toBe(6 * 60_000);
    expect(inWords(6 * 60_000)).toBe('about 6 minutes left');
    expect(inWords(2.2 * 3_600_000)).toBe('about 2 hours left');
    expect(inWords(20_000)).toBe('less than a minute left');
  });

  it('tells nothing at the start, or if the clocks disagree', () => {
    expect(timeLeft(run, now)).toBeNull();
    expect(timeLeft({ ...run, progress: 0.01 }, now)).toBeNull();
    expect(timeLeft({ ...run, progress: 0.5 }, Date.parse(createdAt) - 1)).toBeNull();
  });

  it('ends when the run waits for a decision', () => {
    expect(isUnderWay(run)).toBe(true);
    expect(isUnderWay({ ...run, state: 'gate', awaitsPromotion: true })).toBe(false);
    expect(isUnderWay({ ...run, state: 'failed' })).toBe(false);
  });
});
