import { isArrayOf, isInteger, isNullOr } from '../storage/schema';

/** The user's label for each digit of a reading; null for a digit that the user has not labelled. */
export type Labels = readonly (number | null)[];

export const isLabels = isArrayOf(isNullOr(isInteger(0, 9)));

/** The labels after one digit was labelled, or its label withdrawn; null if no label is left. */
export function withLabel(
  labels: Labels | null,
  count: number,
  index: number,
  label: number | null,
): Labels | null {
  const changed = Array.from({ length: count }, (_, i) =>
    i === index ? label : (labels?.[i] ?? null),
  );
  return changed.every((one) => one === null) ? null : changed;
}

/** The digits as the user labelled them, or as they were read where there is no label. */
export function labelledDigits(
  digits: readonly number[],
  labels: Labels | null,
): readonly number[] {
  return digits.map((digit, i) => labels?.[i] ?? digit);
}
