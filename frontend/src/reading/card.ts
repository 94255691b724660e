import type { ModelCard } from '../api/client';

/** How a model did in one of the exams that its card tells of. */
export interface Exam {
  readonly name: string;
  readonly accuracy: number;
  readonly count: number;
}

/** The exams of a card, in its order; none where a card tells of none. */
export function exams(card: ModelCard): readonly Exam[] {
  const { results } = card as { results?: unknown };
  if (typeof results !== 'object' || results === null) return [];
  return Object.entries(results as Record<string, Partial<Exam> | null>).flatMap(
    ([name, exam]) =>
      typeof exam?.accuracy === 'number' && typeof exam.count === 'number'
        ? [{ name, accuracy: exam.accuracy, count: exam.count }]
        : [],
  );
}
