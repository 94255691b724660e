import { describe, expect, it } from 'vitest';
import { ApiError, type PredictionPage } from '../api/client';
import { deleteAllRecords } from './deletion';

/** A ledger that fails the given requests, counted from 1. */
function ledger(ids: string[], failures: Readonly<Record<number, ApiError>> = {}) {
  let requests = 0;
  const request = (): void => {
    const failure = failures[++requests];
    if (failure !== undefined) throw failure;
  };
  const api = {
    predictions: async () => {
      request();
      return { predictions: ids.slice(0, 2).map((id) => ({ id })) } as unknown as PredictionPage;
    },
    deletePrediction: async (id: string) => {
      request();
      ids.splice(ids.indexOf(id), 1);
    },
  };
  const waits: number[] = [];
  const progress: number[] = [];
  const run = (): Promise<number> =>
    deleteAllRecords({
      api,
      wait: (ms) => Promise.resolve(void waits.push(ms)),
      progress: (count) => progress.push(count),
    });
  return { ids, run, waits, progress };
}

describe('deleting all records', () => {
  it('continues until there are none', async () => {
    const all = ledger(['a', 'b', 'c', 'd', 'e']);
    expect(await all.run()).toBe(5);
    expect(all.ids).toEqual([]);
    expect(all.progress).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits as long as a busy service asks for', async () => {
    const all = ledger(['a', 'b'], { 2: new ApiError('throttled', 'Wait.', 3000) });
    expect(await all.run()).toBe(2);
    expect(all.waits).toEqual([3000]);
  });

  it('stops at an error that is not temporary', async () => {
    const all = ledger(['a', 'b'], { 2: new ApiError('forbidden', 'No.') });
    await expect(all.run()).rejects.toThrow('No.');
    expect(all.ids).toEqual(['a', 'b']);
  });
});
