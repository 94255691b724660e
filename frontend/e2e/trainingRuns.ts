import type { Page } from '@playwright/test';

export const ID = '01900000-0000-7000-8000-000000000000';

export const run = (state: string, more = {}) => ({
  id: ID,
  trigger: 'hand',
  createdAt: new Date(Date.now() - 120_000).toISOString(),
  updatedAt: new Date().toISOString(),
  state,
  ...more,
});

const figures = (accuracy: number) => ({ accuracy, calibrationError: 0.002, accuracyOfDigits: [] });

/** The results of a gate that a candidate passed. */
export const PASSED = {
  awaitsPromotion: true,
  model: '2.1.0',
  gate: {
    unmeasured: ['pen, free'],
    sets: { 'MNIST test': { digits: 10_000, candidate: figures(0.998), current: figures(0.9976), shipped: figures(0.9976) } },
  },
  shadow: { digits: 500, agreed: 480, confusions: [], corrected: { digits: 20, candidateRight: 19, currentRight: 11 } },
};

/** Simulates training runs, because a real one takes minutes. */
export async function simulateRuns(page: Page) {
  const runs: Record<string, unknown>[] = [];
  const started: unknown[] = [];
  await page.route('**/training-runs', (route) => {
    if (route.request().method() === 'POST') {
      started.push(route.request().postDataJSON());
      runs.unshift(run('running', { rows: 12, progress: 0.4, log: 'epoch 1 of 3' }));
      return route.fulfill({ status: 202, json: runs[0] });
    }
    return route.fulfill({ json: { runs } });
  });
  return { runs, started };
}
