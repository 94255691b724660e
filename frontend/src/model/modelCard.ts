import type { ModelCard } from '../api/client';

/** A model's accuracy on one test set. */
export interface Evaluation {
  readonly name: string;
  readonly accuracy: number;
  readonly count: number;
}

/** The evaluations in a model card, in its order; none if the card has no results. */
export function evaluations(card: ModelCard): readonly Evaluation[] {
  const { results } = card as { results?: unknown };
  if (typeof results !== 'object' || results === null) return [];
  return Object.entries(results as Record<string, Partial<Evaluation> | null>).flatMap(
    ([name, result]) =>
      typeof result?.accuracy === 'number' && typeof result.count === 'number'
        ? [{ name, accuracy: result.accuracy, count: result.count }]
        : [],
  );
}
