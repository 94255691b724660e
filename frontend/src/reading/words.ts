import type { Prediction } from '../api/client';

/** How sure the network is, in a word. */
export function sureness(confidence: number): string {
  if (confidence >= 0.99) return 'certain';
  if (confidence >= 0.9) return 'sure';
  if (confidence >= 0.6) return 'fairly sure';
  return 'unsure';
}

/** The next best guess, where it is worth a mention. */
export function runnerUp(prediction: Prediction): { digit: number; share: number } | null {
  const [, second] = prediction.probabilities
    .map((share, digit) => ({ digit, share }))
    .sort((a, b) => b.share - a.share);
  return second !== undefined && second.share >= 0.01 ? second : null;
}

/** What a screen reader says of a reading. */
export function spoken(predictions: readonly Prediction[]): string {
  const [only] = predictions;
  if (only === undefined) return '';
  if (predictions.length === 1) {
    return `Read ${only.digit}, ${Math.round(only.confidence * 100)} percent, ${sureness(only.confidence)}.`;
  }
  const unsure = predictions.filter((one) => one.confidence < 0.6).map((one) => one.digit);
  const doubt = unsure.length > 0 ? ` Unsure of ${unsure.join(', ')}.` : '';
  return `Read ${predictions.map((one) => one.digit).join(' ')}.${doubt}`;
}
