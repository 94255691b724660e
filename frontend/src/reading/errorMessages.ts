import type { ApiError, ApiErrorKind } from '../api/client';
import { t, translateMessage } from '../texts/translation';

/** An error that the page reports: a failed request, or something that it found itself. */
export type ErrorKind = ApiErrorKind | 'offline-device' | 'slow' | 'nothing-found';

/** The title and the text of an error. */
export function errorTexts(kind: ErrorKind): readonly [title: string, text: string] {
  const texts: Readonly<Record<ErrorKind, readonly [title: string, text: string]>> = {
    offline: [t`No connection.`, t`Keep drawing: it will be read once the service is back.`],
    'offline-device': [
      t`No connection.`,
      t`It is read on this device, and saved once there is a connection.`,
    ],
    slow: [t`Still waiting for a response.`, ''],
    timeout: [t`No response in time.`, t`The service is slow at the moment.`],
    throttled: [t`Too many requests.`, t`The service asked for a pause.`],
    unavailable: [t`No model is loaded.`, t`The service is up but can’t read digits right now.`],
    'server-error': [t`The service failed.`, t`This has nothing to do with your drawing.`],
    forbidden: [t`Not allowed.`, t`The service did not accept this browser’s key.`],
    'not-found': [t`Not found.`, t`The service has no such record.`],
    'nothing-drawn': [t`Nothing drawn yet.`, t`Draw a digit first, then press Predict.`],
    'nothing-found': [t`No digit found.`, t`Try a sharper picture with large digits and good contrast.`],
    rejected: [t`Can’t be read.`, t`The service rejected the request.`],
  };
  return texts[kind];
}

/** The message for a failed request other than a prediction. */
export function errorMessage(error: ApiError): string {
  if (error.kind === 'unavailable' || error.kind === 'rejected') return translateMessage(error.message);
  const [title, text] = errorTexts(error.kind);
  return `${title} ${error.retryable ? t`Try again in a moment.` : text}`;
}
