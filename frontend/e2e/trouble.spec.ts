import { type Page, type Route, expect, test } from '@playwright/test';
import { DIGITS, Hand } from './hand';

const problem = (status: number, type: string, detail: string, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: `/problems/${type}`, title: type, status, detail }),
});

const trouble = (page: Page) => page.locator('#trouble');

/** Answers predictions in this way until told to let them through. */
async function breakPredict(page: Page, how: (route: Route) => Promise<void>) {
  let broken = true;
  await page.route('**/predict', (route) => (broken ? how(route) : route.continue()));
  return { mend: () => (broken = false) };
}

/** Holds predictions back until told to let them through. */
async function holdPredict(page: Page) {
  const held: Route[] = [];
  let holding = true;
  await page.route('**/predict', (route) => {
    if (holding) held.push(route);
    else void route.continue();
  });
  const letThrough = (): Route[] => {
    holding = false;
    return held.splice(0);
  };
  return { held, letThrough };
}

for (const [name, how, title] of [
  ['can’t be reached', (route: Route) => route.abort('connectionrefused'), 'No connection.'],
  ['throttles', (route: Route) => route.fulfill(problem(429, 'throttled', 'Wait.', { 'Retry-After': '1' })), 'Too many requests.'],
  ['stumbles', (route: Route) => route.fulfill(problem(500, 'internal', 'Oh.')), 'The service stumbled.'],
  ['has no model', (route: Route) => route.fulfill(problem(503, 'unavailable', 'No model.')), 'No model is loaded.'],
  ['takes too long', (route: Route) => route.fulfill(problem(504, 'timeout', 'Late.')), 'No answer in time.'],
] as const) {
  test(`a service that ${name}: the page says so, tries again by itself, and reads on`, async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    const service = await breakPredict(page, how);
    await hand.write(DIGITS[7]);
    await expect(trouble(page)).toContainText(title);
    await expect(trouble(page)).toContainText(/Trying again in \d+ s/);
    service.mend();
    await hand.expectReading('7');
    await expect(trouble(page)).toBeHidden();
    await hand.expectState('kept');
  });
}

test('trying now does not wait', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const service = await breakPredict(page, (route) =>
    route.fulfill(problem(429, 'throttled', 'Wait.', { 'Retry-After': '600' })),
  );
  await hand.write(DIGITS[7]);
  await expect(trouble(page)).toContainText('Trying again in 600 s');
  service.mend();
  await page.getByRole('button', { name: 'Try now' }).click();
  await hand.expectReading('7');
});

test('a slow service is waited for, and the page says that it waits', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const service = await holdPredict(page);
  await hand.write(DIGITS[7]);
  await expect(trouble(page)).toContainText('Still waiting for an answer.');
  await page.locator('#undo').click();
  await expect(trouble(page)).toBeHidden();
  await page.locator('#redo').click();
  for (const route of service.letThrough()) await route.continue();
  await hand.expectReading('7');
  await expect(trouble(page)).toBeHidden();
});

test('answers that come in the wrong order leave the newest on the screen', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const service = await holdPredict(page);
  await hand.write(DIGITS[1], { x: 0.2, y: 0.2, size: 0.6 });
  await expect.poll(() => service.held.length).toBeGreaterThanOrEqual(1);
  const early = service.held.splice(0);
  await page.locator('#clear').click();
  await hand.write(DIGITS[4]);
  await expect.poll(() => service.held.length).toBeGreaterThanOrEqual(2);
  const answers = service.letThrough();
  await answers.at(-1)?.continue();
  await hand.expectReading('4');
  for (const route of [...answers.slice(0, -1).reverse(), ...early]) {
    const landed = page.waitForResponse('**/predict');
    await route.continue();
    await (await landed).finished();
  }
  await hand.expectReading('4');
});

test('predicting an empty canvas says what to do, and asks nothing', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.locator('#predict').click();
  await expect(trouble(page)).toContainText('Nothing drawn yet.');
  await expect(page.locator('#trouble-retry')).toBeHidden();
  await page.locator('#canvas').focus();
  await page.keyboard.press('Enter');
  expect(asked.filter((url) => url.endsWith('/predict'))).toEqual([]);
  await hand.write(DIGITS[7]);
  await expect(trouble(page)).toBeHidden();
});

test('a correction made without a connection arrives when it is back, even after a reload', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[1]);
  await hand.expectState('kept');
  await page.route('**/labels', (route) => route.abort());
  await page.locator('.bar[data-digit="7"]').click();
  await hand.expectState('corrected');
  await page.reload();
  await page.unroute('**/labels');
  const key = await page.evaluate(() => JSON.parse(localStorage.getItem('cirrus.owner') ?? '""'));
  const headers = { Authorization: `Bearer ${key}` };
  await expect
    .poll(async () => (await (await page.request.get('/predictions', { headers })).json()).predictions[0]?.labels)
    .toEqual([7]);
  await hand.expectState('corrected');
});

test('history and model say what is wrong, and try again', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await page.route('**/predictions?*', (route) => route.fulfill(problem(500, 'internal', 'Oh.')));
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.locator('#history-note')).toContainText('The service stumbled.');
  await page.unroute('**/predictions?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('#history-note')).toContainText('Nothing yet');
  await page.route('**/model', (route) => route.abort());
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await expect(page.locator('#model-lead')).toContainText('No connection.');
});

test('a browser that keeps nothing, and a page without TLS, draw and read all the same', async ({ page }) => {
  await page.addInitScript(() => {
    const forbidden = (): never => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: forbidden });
    Object.defineProperty(window, 'sessionStorage', { get: forbidden });
    Object.defineProperty(window, 'indexedDB', { get: forbidden });
    Object.defineProperty(crypto, 'randomUUID', { value: undefined });
  });
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7]);
  await hand.expectReading('7');
  await hand.expectState('kept');
});
