import { describe, expect, it } from 'vitest';
import { NO_CONTRIBUTION, dayOf, isContribution, progressOn, withDigit } from './contribution';

const drawnOn = (...days: readonly string[]) =>
  days.reduce((contribution, day) => withDigit(contribution, 7, day), NO_CONTRIBUTION);

describe('what the user has contributed', () => {
  it('counts each digit, and those of the day', () => {
    const two = withDigit(drawnOn('2026-11-26', '2026-11-26'), 3, '2026-11-26');
    expect(two.counts).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0, 0]);
    expect(progressOn(two, '2026-11-26').today).toBe(3);
    expect(progressOn(two, '2026-11-27').today).toBe(0);
  });

  it('has a streak of days in a row, which a day without a digit ends', () => {
    const three = drawnOn('2026-02-27', '2026-02-28', '2026-03-01');
    expect(progressOn(three, '2026-03-01').streak).toBe(3);
    expect(progressOn(three, '2026-03-02').streak).toBe(3);
    expect(progressOn(three, '2026-03-03').streak).toBe(0);
    expect(withDigit(three, 7, '2026-03-03').streak).toBe(1);
  });

  it('withdraws a digit', () => {
    const none = withDigit(drawnOn('2026-11-26'), 7, '2026-11-26', -1);
    expect(none.counts[7]).toBe(0);
    expect(progressOn(none, '2026-11-26').today).toBe(0);
  });

  it('is validated when it is read from storage', () => {
    expect(isContribution(drawnOn('2026-11-26'))).toBe(true);
    expect(isContribution({ ...NO_CONTRIBUTION, counts: [1] })).toBe(false);
    expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
  });
});
