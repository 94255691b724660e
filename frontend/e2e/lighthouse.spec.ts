import { expect, test } from '@playwright/test';
import { lighthouseScores } from './lighthouse';

test.setTimeout(600_000);

test('Lighthouse scores at least 95 for accessibility, best practices and SEO', async ({ baseURL }) => {
  // Performance depends on the machine's load, so the benchmark checks it.
  const scores = await lighthouseScores(baseURL ?? '', ['accessibility', 'best-practices', 'seo']);
  console.log('Lighthouse', scores);
  expect(Object.keys(scores)).toHaveLength(3);
  expect(Math.min(...Object.values(scores))).toBeGreaterThanOrEqual(95);
});
