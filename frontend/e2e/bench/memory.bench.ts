import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from '../drawingPage';
import { report } from './figures';

const READINGS = 200;
const STROKES_PER_READING = 10;
/** After so many readings, caches and lists have reached their size. */
const WARM_UP = 20;

test.setTimeout(300_000);

test(`memory over ${READINGS * STROKES_PER_READING} strokes and ${READINGS} readings`, async ({ page }, info) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const session = await pad.session();
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 2 ** 20;
  };
  // The seven's line in pieces, so that every piece is a stroke.
  const [line = []] = await pad.toPagePoints(DIGITS[7]);
  const points = line.flatMap((to, i) => {
    const from = line[i - 1];
    if (from === undefined) return [];
    return [0.33, 0.67, 1].map((share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }));
  });
  const strokes = Array.from({ length: STROKES_PER_READING }, (_, i) => points.slice(i, i + 4));
  const recorded = page.locator('#reading[data-state="saved"]');
  let before = 0;
  for (let i = 0; i < READINGS + WARM_UP; i++) {
    if (i === WARM_UP) before = await heap();
    await pad.drawFast(strokes);
    await page.keyboard.press('Enter');
    await expect(recorded).toBeVisible();
    await page.keyboard.press('Space');
    await pad.expectState('empty');
  }
  const after = await heap();
  report(
    info,
    `memory of the page (JavaScript heap after a collection) before and after ${READINGS * STROKES_PER_READING} strokes and ${READINGS} readings`,
    'flat',
    `${before.toFixed(1)} MB, ${after.toFixed(1)} MB`,
  );
  expect(after - before).toBeLessThan(5);
});
