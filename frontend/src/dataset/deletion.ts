import { type Api, ApiError } from '../api/client';

const MAX_ATTEMPTS = 5;
const PAUSE_MS = 1000;

export interface DeletionPorts {
  readonly api: Pick<Api, 'predictions' | 'deletePrediction'>;
  wait(ms: number): Promise<void>;
  /** Called after each record, with the number deleted so far. */
  progress(deleted: number): void;
}

/** Deletes all records of the owner, one by one; the interface has no other way. */
export async function deleteAllRecords({ api, wait, progress }: DeletionPorts): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { predictions } = await withRetries(() => api.predictions(), wait);
    if (predictions.length === 0) return deleted;
    for (const { id } of predictions) {
      await withRetries(() => deleteIfPresent(api, id), wait);
      progress(++deleted);
    }
  }
}

async function deleteIfPresent(api: DeletionPorts['api'], id: string): Promise<void> {
  try {
    await api.deletePrediction(id);
  } catch (error) {
    // Another tab may have deleted it.
    if (!(error instanceof ApiError && error.kind === 'not-found')) throw error;
  }
}

/** Repeats a request a few times if it may succeed later. */
async function withRetries<T>(request: () => Promise<T>, wait: DeletionPorts['wait']): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError && error.retryable) || attempt === MAX_ATTEMPTS) throw error;
      await wait(Math.max(PAUSE_MS * attempt, error.retryAfterMs));
    }
  }
}
