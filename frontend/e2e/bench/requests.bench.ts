import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from '../drawingPage';
import { report } from './figures';

/** Six digits in seven strokes, side by side. */
const DRAWING = ([7, 1, 2, 4, 0, 3] as const).map((digit, i) => ({
  digit,
  square: { x: 0.03 + i * 0.155, y: 0.3, size: 0.2 },
}));
const STROKE_MS = 800;
const STEPS = 40;

test.setTimeout(120_000);

/** Draws with a pen that takes as long for a stroke as a person, and counts the requests for predictions. */
async function countRequests(page: Page): Promise<{ readonly requests: number; readonly strokes: number }> {
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) requests++;
  });
  const pad = new DrawingPage(page);
  let strokes = 0;
  for (const { digit, square } of DRAWING) {
    for (const stroke of await pad.toPagePoints(DIGITS[digit], square)) {
      strokes++;
      const segments = stroke.length - 1;
      await page.mouse.move(stroke[0]!.x, stroke[0]!.y);
      await page.mouse.down();
      for (let i = 1; i <= STEPS; i++) {
        const at = (i / STEPS) * segments;
        const from = stroke[Math.min(Math.floor(at), segments - 1)]!;
        const to = stroke[Math.min(Math.floor(at), segments - 1) + 1]!;
        const share = at - Math.min(Math.floor(at), segments - 1);
        await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        await page.waitForTimeout(STROKE_MS / STEPS);
      }
      await page.mouse.up();
    }
  }
  await pad.expectState('saved');
  return { requests, strokes };
}

test('requests for one drawing', async ({ browser }, info) => {
  const count = async (usesDevice: boolean) => {
    const page = await browser.newPage();
    if (!usesDevice) await page.route('**/model/files/*', (route) => route.abort());
    const fetched = page.waitForRequest('**/model/files/*');
    const pad = new DrawingPage(page);
    await pad.open();
    await fetched;
    if (usesDevice) await pad.networkWorker();
    await page.waitForTimeout(2000);
    const counted = await countRequests(page);
    await page.close();
    return counted;
  };
  const onDevice = await count(true);
  const withoutDevice = await count(false);
  expect(onDevice.requests).toBeLessThan(withoutDevice.requests);
  report(
    info,
    `requests for predictions while ${DRAWING.length} digits are drawn in ${onDevice.strokes} strokes of ${STROKE_MS} ms or more`,
    'fewer with the network on the device',
    `${onDevice.requests} with it, ${withoutDevice.requests} without`,
  );
});
