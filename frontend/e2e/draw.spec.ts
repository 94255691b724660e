import { expect, test } from '@playwright/test';
import { DIGITS, Hand } from './hand';

test('a digit is read while it is drawn, and the reading is kept once the pen rests', async ({ page }) => {
  const hand = new Hand(page);
  const asked: { record: boolean; id?: string }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) asked.push(request.postDataJSON());
  });
  await hand.open();
  await hand.expectState('empty');
  const [stroke] = DIGITS[7];
  await hand.write([stroke?.slice(0, 4) ?? []]);
  await expect(page.locator('#numeral')).not.toHaveText('–');
  await page.locator('#undo').click();
  asked.length = 0;
  await hand.write(DIGITS[7]);
  await hand.expectReading('7');
  await hand.expectState('kept');
  await expect(page.locator('#row li')).toHaveText(['7']);
  // What could not be recorded in time is asked for again under its first id.
  expect(asked.filter(({ record, id }) => record && id === undefined)).toHaveLength(1);
  expect(asked.filter(({ record }) => !record).length).toBeGreaterThanOrEqual(1);
});

test('the reading moves while the pen is still down', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const from = await hand.spot(0.4, 0.2);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const to = await hand.spot(0.4, 0.8);
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await hand.expectReading('1');
  await hand.expectState('live');
  await page.mouse.up();
});

test('the probabilities show as a graph that adds up, with the reading on top', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[4]);
  await hand.expectReading('4');
  await hand.expectState('kept');
  const shares = await page
    .locator('.bar-fill')
    .evaluateAll((fills) =>
      fills.map((fill) => Number((fill as HTMLElement).style.getPropertyValue('--share'))),
    );
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 1);
  expect(shares.indexOf(Math.max(...shares))).toBe(4);
  await expect(page.locator('.bar.top .bar-digit')).toHaveText('4');
});

test('several digits are boxed and read one by one', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7], { x: 0.05, y: 0.25, size: 0.45 });
  await hand.write(DIGITS[4], { x: 0.36, y: 0.3, size: 0.4 });
  await hand.write(DIGITS[0], { x: 0.68, y: 0.25, size: 0.4 });
  await hand.expectReading('740');
  await expect(page.locator('.box')).toHaveCount(3);
  await expect(page.locator('.box span')).toHaveText(['7', '4', '0']);
  await page.locator('#numeral button').nth(2).click();
  await expect(page.locator('.bar.top .bar-digit')).toHaveText('0');
  await hand.expectState('kept');
  const boxes = await page.locator('.box').all();
  const frame = await hand.frame();
  const lefts = await Promise.all(boxes.map(async (box) => (await box.boundingBox())?.x ?? 0));
  expect(lefts.map((left) => Math.round(((left - frame.x) / frame.width) * 10))).toEqual([1, 4, 7]);
});

test('what the network sees is shown, and why it thinks so', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[3]);
  await hand.expectState('kept');
  const bright = (id: string) =>
    page.locator(id).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value, i) => sum + (i % 4 === (canvas.id === 'net' ? 0 : 3) ? value : 0), 0);
    });
  expect(await bright('#net')).toBeGreaterThan(5000);
  const batch = page.waitForRequest((request) => {
    return request.url().endsWith('/predict') && request.postDataJSON().images.length === 64;
  });
  await page.getByRole('button', { name: 'Why?' }).click();
  expect((await batch).postDataJSON().record).toBe(false);
  await expect.poll(() => bright('#worth')).toBeGreaterThan(2000);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect.poll(() => bright('#worth')).toBe(0);
});

test('undo and redo go through strokes and through a cleared canvas', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[4]);
  const both = await hand.inked();
  await page.locator('#undo').click();
  const one = await hand.inked();
  expect(one).toBeLessThan(both);
  await page.locator('#redo').click();
  expect(await hand.inked()).toBe(both);
  await page.locator('#clear').click();
  expect(await hand.inked()).toBe(0);
  await hand.expectState('empty');
  await page.keyboard.press('Control+z');
  expect(await hand.inked()).toBe(both);
  await hand.expectReading('4');
  await page.keyboard.press('Control+Shift+z');
  expect(await hand.inked()).toBe(0);
});

test('clearing the predictions leaves the canvas, clearing the canvas leaves the predictions', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7]);
  await page.locator('#predict').click();
  await expect(page.locator('#row li')).toHaveText(['7']);
  await page.locator('#clear').click();
  await hand.write(DIGITS[0]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#row li')).toHaveText(['7', '0']);
  await page.locator('#clear-row').click();
  await expect(page.locator('#row li')).toHaveCount(0);
  await hand.expectReading('0');
});

test('a wrong reading is corrected with one click', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[1]);
  await hand.expectReading('1');
  const saved = page.waitForResponse(
    (response) => response.url().endsWith('/labels') && response.status() === 200,
  );
  await page.locator('.bar[data-digit="9"]').click();
  await hand.expectState('corrected');
  await hand.expectReading('9');
  await expect(page.locator('#row li')).toHaveText(['9']);
  expect((await (await saved).json()).labels).toEqual([9]);
});

test('any pen on any paper is read, dotted too, and the colours are those that were set', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await page.locator('#pen').click();
  const slide = async (name: string, value: number) =>
    page.getByRole('slider', { name }).fill(String(value));
  await slide('Pen colour, red', 255);
  await slide('Pen colour, green', 200);
  await slide('Pen colour, blue', 0);
  await page.getByLabel('Paper colour, picker').fill('#204060');
  await slide('Width', 24);
  await page.getByRole('switch', { name: 'Dotted strokes' }).check();
  await page.keyboard.press('Escape');
  await hand.write(DIGITS[7]);
  await hand.expectReading('7');
  const colours = await hand.canvas.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      const colour = [...data.slice(i, i + 3)].join();
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([colour]) => colour);
  });
  expect(colours).toEqual(['32,64,96', '255,200,0']);
});

test('nothing is lost by a reload', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await page.locator('#pen').click();
  await page.getByRole('slider', { name: 'Width' }).fill('26');
  await page.keyboard.press('Escape');
  await hand.write(DIGITS[4]);
  await hand.expectState('kept');
  const before = await hand.inked();
  const asked: boolean[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) asked.push(request.postDataJSON().record);
  });
  await page.reload();
  await hand.expectReading('4');
  await hand.expectState('kept');
  await expect(page.locator('#row li')).toHaveText(['4']);
  expect(await hand.inked()).toBe(before);
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(1);
  expect(asked).not.toContain(true);
  await page.locator('#undo').click();
  expect(await hand.inked()).toBeLessThan(before);
  await page.locator('#redo').click();
  await hand.expectState('kept');
  await page.locator('#pen').click();
  await expect(page.getByRole('slider', { name: 'Width' })).toHaveValue('26');
});

test('two tabs have each its own sheet, and their readings together', async ({ page, context }) => {
  const one = new Hand(page);
  await one.open();
  await one.write(DIGITS[7]);
  await one.expectState('kept');
  const two = new Hand(await context.newPage());
  await two.open('#teach');
  await two.write(DIGITS[4]);
  await expect(two.page.locator('#lesson-count')).toHaveText('1 collected');
  await page.reload();
  await one.expectReading('7');
  await one.expectState('kept');
  await expect(page.locator('#row li')).toHaveCount(2);
});

test('a new tab begins with the sheet of the one that was left', async ({ page, context }) => {
  const one = new Hand(page);
  await one.open();
  await one.write(DIGITS[7]);
  await one.expectState('kept');
  await page.goto('/favicon.svg');
  const two = new Hand(await context.newPage());
  await two.open();
  await two.expectReading('7');
  await two.expectState('kept');
});

test('a drawing that goes on is one record, not one for every rest', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7], { x: 0.1, y: 0.25, size: 0.45 });
  await hand.expectState('kept');
  const forgotten = page.waitForRequest((request) => request.method() === 'DELETE');
  await hand.write(DIGITS[4], { x: 0.55, y: 0.25, size: 0.45 });
  await hand.expectReading('74');
  await hand.expectState('kept');
  await forgotten;
  await expect(page.locator('#row li')).toHaveText(['74']);
});

test('a shared link draws the drawing again, and reads it', async ({ page, context }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[4]);
  await page.locator('#share').click();
  await expect(page.locator('#notice')).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/#d=[\w-]{20,}$/);
  const other = new Hand(await context.newPage());
  await other.page.goto(link);
  await other.expectReading('4');
  await other.expectState('kept');
  expect(new URL(other.page.url()).hash).toBe('#draw');
  await other.page.goto('/#d=broken');
  await expect(other.page.locator('#notice')).toContainText('no drawing that can be read');
});

test('a stroke that leaves the canvas goes on outside and ends where the pen is lifted', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const inside = await hand.spot(0.5, 0.5);
  const edge = await hand.spot(1, 0.5);
  await page.mouse.move(inside.x, inside.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 60, edge.y, { steps: 6 });
  await page.mouse.move(inside.x, inside.y + 60, { steps: 6 });
  await page.mouse.up();
  const whole = await hand.inked();
  expect(whole).toBeGreaterThan(0);
  await page.mouse.move(inside.x - 100, inside.y, { steps: 4 });
  expect(await hand.inked()).toBe(whole);
  await page.locator('#undo').click();
  expect(await hand.inked()).toBe(0);
});

test('the model’s name and accuracy are shown, with its card', async ({ page }) => {
  const card = await (await page.request.get('/model')).json();
  const hand = new Hand(page);
  await hand.open();
  await expect(page.locator('#model-chip')).toContainText(card.version);
  await page.locator('#model-chip').click();
  await expect(page.locator('#model-lead')).toContainText(card.version);
  await page.getByText('The whole card').click();
  await expect(page.locator('#model-facts')).toContainText(card.sha256);
});

test('the source is a link away', async ({ page }) => {
  await new Hand(page).open();
  const link = page.getByRole('contentinfo').getByRole('link', { name: 'Source' });
  const address = await link.getAttribute('href');
  expect((await page.request.get(address ?? '')).ok()).toBe(true);
});

test('light and dark follow the system until one is chosen, and the choice lasts', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const hand = new Hand(page);
  await hand.open();
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.getByRole('button', { name: 'Colour scheme' }).click();
  await page.getByRole('button', { name: 'Colour scheme' }).click();
  expect(await ground()).toBe(dark);
  await page.reload();
  expect(await ground()).toBe(dark);
});

test('nothing comes from elsewhere, and nothing is against the page’s own policy', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '')) elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    // An answer of 4xx is the service's word, not the page's fault.
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7]);
  await hand.expectState('kept');
  for (const view of ['history', 'model', 'teach']) await hand.open(`#${view}`);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
  const policy = (await page.request.get('/')).headers()['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});
