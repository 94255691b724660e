import { isArrayOf, isInteger, isNullOr, isObject, isString, type Schema } from '../storage/schema';

/** The state of the labelling mode, which asks for all ten digits in random order, round by round. */
export interface Labelling {
  /** The digits of this round that are still to be drawn; the first is the one requested now. */
  readonly digits: readonly number[];
  readonly collected: number;
  /** The drawing that was started for the requested digit; null once it was collected. */
  readonly drawingId: string | null;
}

const hasShape = isObject<Labelling>({
  digits: isArrayOf(isInteger(0, 9)),
  collected: isInteger(0, Number.MAX_SAFE_INTEGER),
  drawingId: isNullOr(isString),
});

export const isLabelling: Schema<Labelling> = (value): value is Labelling =>
  hasShape(value) && value.digits.length > 0;

export function startLabelling(random: () => number): Labelling {
  return { digits: shuffledDigits(random), collected: 0, drawingId: null };
}

export function requestedDigit(labelling: Labelling): number {
  return labelling.digits[0] ?? 0;
}

export function collect(labelling: Labelling, random: () => number): Labelling {
  const next = skip(labelling, random);
  return { ...next, collected: labelling.collected + 1, drawingId: null };
}

export function skip(labelling: Labelling, random: () => number): Labelling {
  const rest = labelling.digits.slice(1);
  const digits = rest.length > 0 ? rest : shuffledDigits(random, requestedDigit(labelling));
  return { ...labelling, digits };
}

/** Shuffles the digits (Fisher and Yates) such that the given one does not come first. */
function shuffledDigits(random: () => number, notFirst?: number): readonly number[] {
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  for (let i = 9; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [digits[i], digits[j]] = [digits[j] ?? 0, digits[i] ?? 0];
  }
  if (digits[0] === notFirst) digits.push(digits.shift() ?? 0);
  return digits;
}
