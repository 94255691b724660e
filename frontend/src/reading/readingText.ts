import type { Prediction } from '../api/client';
import { t } from '../texts/translation';

/** Below this confidence a digit is marked as uncertain. */
export const UNSURE_BELOW = 0.6;

/** The confidence in a word. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.99) return t`certain`;
  if (confidence >= 0.9) return t`sure`;
  if (confidence >= UNSURE_BELOW) return t`fairly sure`;
  return t`unsure`;
}

/** The second most likely digit, if it has at least one percent. */
export function runnerUp(prediction: Prediction): { digit: number; share: number } | null {
  const [, second] = prediction.probabilities
    .map((share, digit) => ({ digit, share }))
    .sort((a, b) => b.share - a.share);
  return second !== undefined && second.share >= 0.01 ? second : null;
}

/** The text that a screen reader announces for a reading. */
export function spokenReading(predictions: readonly Prediction[]): string {
  const [only] = predictions;
  if (only === undefined) return '';
  if (predictions.length === 1) {
    return t`Read ${only.digit}, ${Math.round(only.confidence * 100)} percent, ${confidenceWord(only.confidence)}.`;
  }
  const unsure = predictions
    .filter(({ confidence }) => confidence < UNSURE_BELOW)
    .map(({ digit }) => digit);
  const warning = unsure.length > 0 ? ` ${t`Unsure of ${unsure.join(', ')}.`}` : '';
  return t`Read ${predictions.map(({ digit }) => digit).join(' ')}.` + warning;
}
