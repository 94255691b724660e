import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from '../drawingPage';
import { lighthouseScores } from '../lighthouse';
import { percentile } from './percentile';

const ROUNDS = 60;

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test('latency from pointer up to the reading on the screen', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  // From the event's timestamp to the frame after the reading changed, measured in the page.
  await page.evaluate(() => {
    const times: number[] = [];
    let lifted = 0;
    Object.assign(window, { times });
    document.querySelector('#canvas')?.addEventListener('pointerup', (event) => {
      lifted = event.timeStamp;
    });
    new MutationObserver(() => {
      const state = document.querySelector<HTMLElement>('#reading')?.dataset['state'];
      if (lifted === 0 || state === 'empty') return;
      const from = lifted;
      lifted = 0;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - from);
        channel.port2.postMessage(null);
      });
    }).observe(document.querySelector('#numeral')!, { childList: true, subtree: true });
  });
  for (let i = 0; i < ROUNDS; i++) {
    const digit = ([7, 1, 0] as const)[i % 3] ?? 7;
    const [stroke] = DIGITS[digit];
    // Faster than MOVE_INTERVAL_MS, so that pointer up requests the first reading.
    const frame = await pad.frame();
    await pad.drawFast([
      (stroke ?? []).map(([x, y]) => ({
        x: frame.x + frame.width * 0.35 + x * frame.height * 0.6,
        y: frame.y + frame.height * 0.2 + y * frame.height * 0.6,
      })),
    ]);
    await expect(page.locator('#numeral')).not.toHaveText('–');
    await page.locator('#clear').click();
    await pad.expectState('empty');
  }
  const times = (await page.evaluate(() => (window as unknown as { times: number[] }).times)).slice(5);
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  console.log(
    `pointer up → reading on screen, ${times.length} strokes: p50 ${p50.toFixed(1)} ms (goal 30), p95 ${p95.toFixed(1)} ms (goal 80)`,
  );
  expect(times.length).toBeGreaterThan(ROUNDS / 2);
});

test('vision in the browser, 280 × 280 with one digit', async ({ page }) => {
  await new DrawingPage(page).open();
  const script = await page.locator('script[type="module"]').getAttribute('src');
  test.skip(script === null, 'the page is not built');
  await page.route('**/vision-under-test.js', async (route) => {
    const { readFileSync } = await import('node:fs');
    const path = new URL('../../../vision/js/target/js/vision.js', import.meta.url);
    await route.fulfill({ contentType: 'text/javascript', body: readFileSync(path, 'utf8') });
  });
  const times = await page.evaluate(async (address) => {
    const { find } = (await import(address)) as typeof import('vision');
    const canvas = new OffscreenCanvas(280, 280);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 280, 280);
    pen.lineWidth = 18;
    pen.lineCap = pen.lineJoin = 'round';
    for (const [x, y] of [[80, 60], [190, 60], [150, 150], [120, 230]] as const) pen.lineTo(x, y);
    pen.stroke();
    const { data } = pen.getImageData(0, 0, 280, 280);
    return Array.from({ length: 300 }, () => {
      const start = performance.now();
      if (find(280, 280, data).length !== 1) throw new Error('not one digit');
      return performance.now() - start;
    });
  }, '/vision-under-test.js');
  const warm = times.slice(100);
  console.log(
    `vision on 280 × 280: first ${(times[0] ?? 0).toFixed(1)} ms, warm p50 ${percentile(warm, 0.5).toFixed(2)} ms, p95 ${percentile(warm, 0.95).toFixed(2)} ms (goal 5)`,
  );
  expect(warm).toHaveLength(200);
});

test('Lighthouse, the median of three by performance', async ({ baseURL }) => {
  const runs = [];
  for (let i = 0; i < 3; i++) {
    runs.push(
      await lighthouseScores(baseURL ?? '', ['performance', 'accessibility', 'best-practices', 'seo']),
    );
  }
  const middle = runs.sort((a, b) => (b.performance ?? 0) - (a.performance ?? 0))[1];
  console.log('Lighthouse, the median of three:', middle);
  expect(middle?.performance).toBeGreaterThanOrEqual(95);
});
