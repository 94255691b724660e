import { type Page, type Route, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

const problem = (status: number, type: string, detail: string, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: `/problems/${type}`, title: type, status, detail }),
});

const errorBar = (page: Page) => page.locator('#error');

/** Handles prediction requests with `how` until `restore` is called. */
async function interceptPredict(page: Page, how: (route: Route) => Promise<void>) {
  let intercepting = true;
  await page.route('**/predict', (route) => (intercepting ? how(route) : route.continue()));
  return { restore: () => (intercepting = false) };
}

/** Holds prediction requests back until `release` is called. */
async function holdPredict(page: Page) {
  const held: Route[] = [];
  let holding = true;
  await page.route('**/predict', (route) => {
    if (holding) held.push(route);
    else void route.continue();
  });
  const release = (): Route[] => {
    holding = false;
    return held.splice(0);
  };
  return { held, release };
}

for (const [name, how, title] of [
  ['can’t be reached', (route: Route) => route.abort('connectionrefused'), 'No connection.'],
  ['throttles', (route: Route) => route.fulfill(problem(429, 'throttled', 'Wait.', { 'Retry-After': '1' })), 'Too many requests.'],
  ['fails', (route: Route) => route.fulfill(problem(500, 'internal', 'Oh.')), 'The service failed.'],
  ['has no model', (route: Route) => route.fulfill(problem(503, 'unavailable', 'No model.')), 'No model is loaded.'],
  ['takes too long', (route: Route) => route.fulfill(problem(504, 'timeout', 'Late.')), 'No response in time.'],
] as const) {
  test(`a service that ${name}: the page reports it, retries, and continues`, async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const service = await interceptPredict(page, how);
    await pad.draw(DIGITS[7]);
    await expect(errorBar(page)).toContainText(title);
    await expect(errorBar(page)).toContainText(/Trying again in \d+ s/);
    service.restore();
    await pad.expectReading('7');
    await expect(errorBar(page)).toBeHidden();
    await pad.expectState('saved');
  });
}

test('“Try now” retries at once', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const service = await interceptPredict(page, (route) =>
    route.fulfill(problem(429, 'throttled', 'Wait.', { 'Retry-After': '600' })),
  );
  await pad.draw(DIGITS[7]);
  await expect(errorBar(page)).toContainText(/Trying again in (600|59\d) s/);
  service.restore();
  await page.getByRole('button', { name: 'Try now' }).click();
  await pad.expectReading('7');
});

test('a pending request looks pending', async ({ page }) => {
  await page.route('**/model/files/*', (route) => route.fulfill({ status: 404 }));
  const pad = new DrawingPage(page);
  await pad.open();
  await expect(page.locator('#confidence')).toHaveText('Draw a digit');
  const service = await holdPredict(page);
  await pad.draw(DIGITS[7]);
  await pad.expectState('pending');
  await expect(page.locator('#confidence')).toHaveText('Reading …');
  await expect(page.locator('#reading')).toHaveAttribute('aria-busy', 'true');
  for (const route of service.release()) await route.continue();
  await pad.expectReading('7');
  await expect(page.locator('#reading')).toHaveAttribute('aria-busy', 'false');
});

test('the time until the next attempt counts down', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await interceptPredict(page, (route) =>
    route.fulfill(problem(429, 'throttled', 'Wait.', { 'Retry-After': '60' })),
  );
  await pad.draw(DIGITS[7]);
  const countdown = page.locator('#error-countdown');
  await expect(countdown).toHaveText(/^Trying again in \d+ s\.$/);
  const seconds = async (): Promise<number> => Number(/\d+/.exec((await countdown.textContent()) ?? '')?.[0]);
  const first = await seconds();
  expect(first).toBeGreaterThan(30);
  await expect.poll(seconds).toBeLessThan(first);
});

test('a digit that was cleared while offline is read later, even after a reload', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const service = await interceptPredict(page, (route) => route.abort());
  await pad.draw(DIGITS[7]);
  await expect(errorBar(page)).toContainText('No connection.');
  await page.locator('#clear').click();
  // At the latest when a retry fails that was sent before.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('cirrus.deferred') ?? '')).toContain('"digits"');
  await page.reload();
  await pad.open();
  await expect(page.locator('#recent li')).toHaveCount(0);
  service.restore();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.locator('#recent li')).toHaveText(['7']);
});

test('what the service says about a rejected request is displayed', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await interceptPredict(page, (route) =>
    route.fulfill(problem(413, 'too-large', 'The request may have at most 5 MB.')),
  );
  await pad.draw(DIGITS[7]);
  await expect(errorBar(page)).toContainText('The request may have at most 5 MB.');
});

test('a slow response is reported and awaited', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const service = await holdPredict(page);
  await pad.draw(DIGITS[7]);
  await expect(errorBar(page)).toContainText('Still waiting for a response.');
  await page.locator('#undo').click();
  await expect(errorBar(page)).toBeHidden();
  await page.locator('#redo').click();
  for (const route of service.release()) await route.continue();
  await pad.expectReading('7');
  await expect(errorBar(page)).toBeHidden();
});

test('responses out of order leave the newest on the screen', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const service = await holdPredict(page);
  await pad.draw(DIGITS[1], { x: 0.2, y: 0.2, size: 0.6 });
  await expect.poll(() => service.held.length).toBeGreaterThanOrEqual(1);
  const early = service.held.splice(0);
  await page.locator('#clear').click();
  await pad.draw(DIGITS[4]);
  await expect.poll(() => service.held.length).toBeGreaterThanOrEqual(2);
  const answers = service.release();
  await answers.at(-1)?.continue();
  await pad.expectReading('4');
  for (const route of [...answers.slice(0, -1).reverse(), ...early]) {
    const landed = page.waitForResponse('**/predict');
    await route.continue();
    await (await landed).finished();
  }
  await pad.expectReading('4');
});

test('predicting an empty canvas explains what to do and sends nothing', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.locator('#predict').click();
  await expect(errorBar(page)).toContainText('Nothing drawn yet.');
  await expect(page.locator('#error-retry')).toBeHidden();
  await page.locator('#canvas').focus();
  await page.keyboard.press('Enter');
  expect(requests.filter((url) => url.endsWith('/predict'))).toEqual([]);
  await pad.draw(DIGITS[7]);
  await expect(errorBar(page)).toBeHidden();
});

test('a correction made offline is sent once online, even after a reload', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1]);
  await pad.expectState('saved');
  await page.route('**/labels', (route) => route.abort());
  await page.locator('.bar[data-digit="7"]').click();
  await pad.expectState('corrected');
  await page.reload();
  await page.unroute('**/labels');
  const key = await page.evaluate(() => JSON.parse(localStorage.getItem('cirrus.owner') ?? '""'));
  const headers = { Authorization: `Bearer ${key}` };
  await expect
    .poll(async () => (await (await page.request.get('/predictions', { headers })).json()).predictions[0]?.labels)
    .toEqual([7]);
  await pad.expectState('corrected');
});

test('history and model report errors and can be retried', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.route('**/predictions?*', (route) => route.fulfill(problem(500, 'internal', 'Oh.')));
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.locator('#history-note')).toContainText('The service failed.');
  await page.unroute('**/predictions?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('#history-note')).toContainText('Nothing yet');
  await page.route('**/model', (route) => route.abort());
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await expect(page.locator('#model-lead')).toContainText('No connection.');
});

test('the page works with storage that something else has written', async ({ page }) => {
  await page.addInitScript(() => {
    for (const key of ['owner', 'settings', 'timeline', 'recent', 'outbox', 'labelling']) {
      localStorage.setItem(`cirrus.${key}`, '{}');
      sessionStorage.setItem(`cirrus.${key}`, '{}');
    }
  });
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  await expect(page.locator('#labelling-digit')).toHaveText(/^\d$/);
  await pad.open('#draw');
  await pad.draw(DIGITS[1]);
  await pad.expectState('saved');
  const corrected = page.waitForResponse((response) => response.url().endsWith('/labels') && response.ok());
  await page.locator('.bar[data-digit="7"]').click();
  await corrected;
});

test('the page works without storage and without TLS', async ({ page }) => {
  await page.addInitScript(() => {
    const forbidden = (): never => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: forbidden });
    Object.defineProperty(window, 'sessionStorage', { get: forbidden });
    Object.defineProperty(window, 'indexedDB', { get: forbidden });
    CacheStorage.prototype.open = async () => forbidden();
    Object.defineProperty(crypto, 'randomUUID', { value: undefined });
  });
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.networkWorker();
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await pad.expectState('saved');
  expect(errors).toEqual([]);
});

test('a view that cannot be loaded is reported', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.route(/historyView/, (route) => route.abort());
  await page.locator('.views a', { hasText: 'History' }).click();
  await expect(page.locator('#notice')).toContainText('A part of the page could not be loaded.');
  await page.unroute(/historyView/);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.locator('#history-note')).not.toBeEmpty();
});
