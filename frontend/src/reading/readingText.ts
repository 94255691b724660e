import type { Prediction } from '../api/client';

/** Below this confidence a digit is marked as uncertain. */
export const UNSURE_BELOW = 0.6;

/** The confidence in a word. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.99) return 'certain';
  if (confidence >= 0.9) return 'sure';
  if (confidence >= UNSURE_BELOW) return 'fairly sure';
  return 'unsure';
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
    return `Read ${only.digit}, ${Math.round(only.confidence * 100)} percent, ${confidenceWord(only.confidence)}.`;
  }
  const unsure = predictions
    .filter(({ confidence }) => confidence < UNSURE_BELOW)
    .map(({ digit }) => digit);
  const warning = unsure.length > 0 ? ` Unsure of ${unsure.join(', ')}.` : '';
  return `Read ${predictions.map(({ digit }) => digit).join(' ')}.${warning}`;
}
