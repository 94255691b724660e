import { isArrayOf, isInteger, isNullOr, isObject, isString, type Schema } from '../storage/schema';

/** How many digits the user has drawn for the training data, and on which days. */
export interface Contribution {
  /** For each digit. */
  readonly counts: readonly number[];
  /** The last day on which the user drew one, as YYYY-MM-DD. */
  readonly lastDay: string | null;
  readonly onLastDay: number;
  /** The number of days in a row, up to the last day. */
  readonly streak: number;
}

/** A goal for a day, which takes about two minutes. */
export const DAILY_GOAL = 20;

export const NO_CONTRIBUTION: Contribution = {
  counts: Array.from({ length: 10 }, () => 0),
  lastDay: null,
  onLastDay: 0,
  streak: 0,
};

const isCount = isInteger(0, Number.MAX_SAFE_INTEGER);
const hasShape = isObject<Contribution>({
  counts: isArrayOf(isCount),
  lastDay: isNullOr(isString),
  onLastDay: isCount,
  streak: isCount,
});

export const isContribution: Schema<Contribution> = (value): value is Contribution =>
  hasShape(value) && value.counts.length === 10;

/** Adds a digit, or removes one if `by` is −1. */
export function withDigit(
  contribution: Contribution,
  digit: number,
  day: string,
  by: 1 | -1 = 1,
): Contribution {
  const { lastDay, onLastDay, streak } = contribution;
  const counts = contribution.counts.map((count, i) => (i === digit ? Math.max(0, count + by) : count));
  if (lastDay === day) return { ...contribution, counts, onLastDay: Math.max(0, onLastDay + by) };
  if (by < 0) return { ...contribution, counts };
  return { counts, lastDay: day, onLastDay: 1, streak: lastDay === dayBefore(day) ? streak + 1 : 1 };
}

/** The digits of a day, and the number of days in a row up to it, or up to the day before if it has none yet. */
export function progressOn(
  { lastDay, onLastDay, streak }: Contribution,
  day: string,
): { readonly today: number; readonly streak: number } {
  if (lastDay === day) return { today: onLastDay, streak };
  return { today: 0, streak: lastDay === dayBefore(day) ? streak : 0 };
}

/** The date of a time in the user's time zone, as YYYY-MM-DD. */
export function dayOf(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T12:00:00`);
  date.setDate(date.getDate() - 1);
  return dayOf(date);
}
