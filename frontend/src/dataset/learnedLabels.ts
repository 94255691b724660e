import { type ModelCard, type PredictionRecord, labelsOf } from '../api/client';
import { labelledDigits } from '../model/modelCard';
import { fromBase64 } from '../reading/base64';

/**
 * The limits of a training run's export, beyond which it leaves labels out: of all users, less the digits
 * of a record, and of one user.
 */
const MAX_EXPORTED = 20_000 - 64;
const MAX_EXPORTED_OF_USER = 2_000;

/** A digit with the user's label that the serving model learned from. */
export interface LearnedDigit {
  readonly pixels: Uint8Array;
  readonly label: number;
  /** What was read when the digit was recorded; null if the serving model read it. */
  readonly before: number | null;
}

/** How the reading of the user's digits has changed. Digits that the serving model recorded do not count. */
export interface Change {
  /** Those that an earlier model misread. */
  readonly misread: number;
  /** Those of them that are now read as labelled. */
  readonly fixed: number;
  /** Those that were read as labelled, and are misread now. */
  readonly newlyMisread: number;
}

/**
 * The user's digits that the model learned from: those that were labelled before its run was created.
 * None if the card does not say which these are.
 */
export function learnedDigits(
  card: ModelCard,
  records: readonly PredictionRecord[],
): readonly LearnedDigit[] {
  const { run, version } = card;
  if (run === undefined) return [];
  const created = Date.parse(run.createdAt);
  const learned = records
    .filter(({ correctedAt }) => correctedAt !== undefined && Date.parse(correctedAt) < created)
    .flatMap((record) =>
      (labelsOf(record) ?? []).flatMap((label, i) => {
        const prediction = record.predictions[i];
        if (label === null || prediction === undefined) return [];
        const before = record.model === version ? null : prediction.digit;
        return [{ pixels: fromBase64(prediction.pixels), label, before }];
      }),
    );
  const all = labelledDigits(card);
  const isComplete = all < MAX_EXPORTED && learned.length <= Math.min(all, MAX_EXPORTED_OF_USER);
  return isComplete ? learned : [];
}

/** @param readings what the serving model reads in the digits, in their order */
export function changeOf(digits: readonly LearnedDigit[], readings: readonly number[]): Change {
  const count = (matches: (digit: LearnedDigit, now: number) => boolean): number =>
    digits.filter((digit, i) => digit.before !== null && matches(digit, readings[i] ?? digit.before)).length;
  return {
    misread: count(({ before, label }) => before !== label),
    fixed: count(({ before, label }, now) => before !== label && now === label),
    newlyMisread: count(({ before, label }, now) => before === label && now !== label),
  };
}
