import type { ApiError, ApiErrorKind } from '../api/client';

/** What the page reports as an error: a failed request, or something that it found itself. */
export type ErrorKind = ApiErrorKind | 'offline-device' | 'slow' | 'nothing-found';

export const ERROR_MESSAGES: Readonly<Record<ErrorKind, readonly [title: string, text: string]>> = {
  offline: ['No connection.', 'Keep drawing: it will be read once the service is back.'],
  'offline-device': [
    'No connection.',
    'It is read on this device, and saved once there is a connection.',
  ],
  slow: ['Still waiting for a response.', ''],
  timeout: ['No response in time.', 'The service is slow at the moment.'],
  throttled: ['Too many requests.', 'The service asked for a pause.'],
  unavailable: ['No model is loaded.', 'The service is up but can’t read digits right now.'],
  'server-error': ['The service failed.', 'This has nothing to do with your drawing.'],
  forbidden: ['Not allowed.', 'The service did not accept this browser’s key.'],
  'not-found': ['Not found.', 'The service has no such record.'],
  'nothing-drawn': ['Nothing drawn yet.', 'Draw a digit first, then press Predict.'],
  'nothing-found': ['No digit found.', 'Try a sharper picture with large digits and good contrast.'],
  rejected: ['Can’t be read.', 'The service rejected the request.'],
};

/** The message for a failed request other than a prediction. */
export function errorMessage(error: ApiError): string {
  if (error.kind === 'unavailable' || error.kind === 'rejected') return error.message;
  const [title, text] = ERROR_MESSAGES[error.kind];
  return `${title} ${error.retryable ? 'Try again in a moment.' : text}`;
}
