import { expect, test } from '@playwright/test';
import { DrawingPage } from '../drawingPage';
import { report, spread } from './figures';

const STROKES = 500;
const MAX_FRAME_MS = 17;
const MAX_UNDO_MS = 20;

test.setTimeout(180_000);

test(`painting and undo with ${STROKES} strokes`, async ({ page }, info) => {
  await page.addInitScript((count) => {
    if (sessionStorage.getItem('cirrus.timeline') !== null) return;
    const pen = { colour: null, width: 6, dotted: false, eraser: false };
    const strokes = Array.from({ length: count }, (_, i) => ({
      pen,
      points: Array.from({ length: 40 }, (__, k) => ({
        x: 20 + (i % 25) * 21 + 8 * Math.sin(k / 5),
        y: 20 + Math.floor(i / 25) * 19 + k / 3,
        pressure: 0.5,
      })),
    }));
    const steps = Array.from({ length: 100 }, (_, i) => ({
      id: 'a',
      paper: null,
      picture: null,
      edits: [],
      labels: null,
      strokes: Array.from({ length: count - 99 + i }, (__, k) => k),
    }));
    sessionStorage.setItem('cirrus.timeline', JSON.stringify({ strokes, steps, position: 99 }));
    // The time that a frame needs: the event handlers since the last frame, and its callbacks.
    const times = { frames: [] as number[], undo: [] as number[] };
    Object.assign(window, { times });
    let busy = 0;
    const measured = <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => {
      const start = performance.now();
      run(...args);
      busy += performance.now() - start;
    };
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((now) => {
        measured(callback)(now);
        times.frames.push(busy);
        busy = 0;
      });
    const listen = HTMLCanvasElement.prototype.addEventListener;
    HTMLCanvasElement.prototype.addEventListener = function (this: HTMLCanvasElement, type: string, listener: unknown, options?: unknown) {
      const handler = listener as (event: Event) => void;
      listen.call(this, type, type.startsWith('pointer') ? measured(handler) : handler, options as AddEventListenerOptions);
    } as typeof listen;
  }, STROKES);
  const pad = new DrawingPage(page);
  await pad.open();
  await page.waitForTimeout(3000);
  const times = () =>
    page.evaluate(() => (window as unknown as { times: { frames: number[] } }).times.frames.splice(0));
  await times();
  const start = await pad.pointAt(0.1, 0.5);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (let i = 1; i <= 150; i++) {
    await page.mouse.move(start.x + i * 3, start.y + 60 * Math.sin(i / 6));
  }
  await page.mouse.up();
  const frames = await times();
  // The key's handler and the next frame's callbacks; the drawing is read after that.
  const undo: number[] = await page.evaluate(async () => {
    const { frames } = (window as unknown as { times: { frames: number[] } }).times;
    const taken: number[] = [];
    for (let i = 0; i < 40; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      frames.length = 0;
      const before = performance.now();
      const key = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true });
      document.body.dispatchEvent(key);
      const handled = performance.now() - before;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      taken.push(frames.reduce((a, b) => a + b, handled));
    }
    return taken;
  });
  expect(frames.length).toBeGreaterThan(20);
  report(info, `a frame while drawing on ${STROKES} strokes`, `p95 ≤ ${MAX_FRAME_MS} ms`, spread(frames));
  report(info, `undo with ${STROKES} strokes`, `≤ ${MAX_UNDO_MS} ms`, spread(undo));
});
