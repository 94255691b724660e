import type { ApiFailure, FailureKind } from '../api/client';

/** What a request failed with, or what the page itself finds wrong. */
export type Trouble = FailureKind | 'late' | 'nothing-found';

/** What is wrong in a few words, and what follows from it. */
export const TROUBLES: Readonly<Record<Trouble, readonly [title: string, text: string]>> = {
  offline: ['No connection.', 'Draw on: it is read as soon as the service can be reached.'],
  late: ['Still waiting for an answer.', ''],
  slow: ['No answer in time.', 'The service is slow at the moment.'],
  throttled: ['Too many requests.', 'The service asks for a pause.'],
  'no-model': ['No model is loaded.', 'The service is up, but can’t read right now.'],
  broken: ['The service stumbled.', 'That was not your drawing’s fault.'],
  forbidden: ['Not allowed.', 'This browser’s key was not accepted.'],
  'not-found': ['Not found.', 'The service doesn’t know this.'],
  'nothing-drawn': ['Nothing drawn yet.', 'Draw a digit first, then press Predict.'],
  'nothing-found': ['No digit found.', 'Try a sharper picture, with the digits large and the ink unlike the paper.'],
  refused: ['Can’t be read.', 'The service refused the drawing.'],
};

/** The same for what is no reading: there the service itself says best what it lacks. */
export function sorry(failure: ApiFailure): string {
  if (failure.kind === 'no-model') return failure.message;
  const [title, text] = TROUBLES[failure.kind];
  return `${title} ${failure.passes ? 'Try again in a moment.' : text}`;
}
