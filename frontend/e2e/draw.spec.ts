import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

test('a digit is read while it is drawn, and the reading is saved after a pause', async ({ page }) => {
  const pad = new DrawingPage(page);
  const requests: { record: boolean; id?: string }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) requests.push(request.postDataJSON());
  });
  await pad.open();
  await pad.expectState('empty');
  const [stroke] = DIGITS[7];
  await pad.draw([stroke?.slice(0, 4) ?? []]);
  await expect(page.locator('#numeral')).not.toHaveText('–');
  await page.locator('#undo').click();
  requests.length = 0;
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await pad.expectState('saved');
  await expect(page.locator('#recent li')).toHaveText(['7']);
  // A record that was not confirmed in time is requested again with the same id.
  expect(requests.filter(({ record, id }) => record && id === undefined)).toHaveLength(1);
  expect(requests.filter(({ record }) => !record).length).toBeGreaterThanOrEqual(1);
});

test('the reading is updated while the pen is down', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const from = await pad.pointAt(0.4, 0.2);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const to = await pad.pointAt(0.4, 0.8);
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await pad.expectReading('1');
  await pad.expectState('live');
  await page.mouse.up();
});

test('the probabilities are shown as bars that add up to one, with the reading highlighted', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[4]);
  await pad.expectReading('4');
  await pad.expectState('saved');
  const shares = await page
    .locator('.bar-fill')
    .evaluateAll((fills) =>
      fills.map((fill) => Number((fill as HTMLElement).style.getPropertyValue('--share'))),
    );
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 1);
  expect(shares.indexOf(Math.max(...shares))).toBe(4);
  await expect(page.locator('.bar.top .bar-digit')).toHaveText('4');
});

test('several digits get boxes and are read separately', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7], { x: 0.05, y: 0.25, size: 0.45 });
  await pad.draw(DIGITS[4], { x: 0.36, y: 0.3, size: 0.4 });
  await pad.draw(DIGITS[0], { x: 0.68, y: 0.25, size: 0.4 });
  await pad.expectReading('740');
  await expect(page.locator('.box')).toHaveCount(3);
  await expect(page.locator('.box span')).toHaveText(['7', '4', '0']);
  await page.locator('#numeral button').nth(2).click();
  await expect(page.locator('.bar.top .bar-digit')).toHaveText('0');
  await pad.expectState('saved');
  const boxes = await page.locator('.box').all();
  const frame = await pad.frame();
  const lefts = await Promise.all(boxes.map(async (box) => (await box.boundingBox())?.x ?? 0));
  expect(lefts.map((left) => Math.round(((left - frame.x) / frame.width) * 10))).toEqual([1, 4, 7]);
});

test('the network’s input is shown, with an explanation by the service if the device has no model', async ({ page }) => {
  await page.route('**/model/files/*', (route) => route.fulfill({ status: 404 }));
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[3]);
  await pad.expectState('saved');
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
  await expect.poll(() => bright('#saliency')).toBeGreaterThan(2000);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect.poll(() => bright('#saliency')).toBe(0);
});

test('undo and redo cover strokes and a cleared canvas', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[4]);
  const both = await pad.countInk();
  await page.locator('#undo').click();
  const one = await pad.countInk();
  expect(one).toBeLessThan(both);
  await page.locator('#redo').click();
  expect(await pad.countInk()).toBe(both);
  await page.locator('#clear').click();
  expect(await pad.countInk()).toBe(0);
  await pad.expectState('empty');
  await page.keyboard.press('Control+z');
  expect(await pad.countInk()).toBe(both);
  await pad.expectReading('4');
  await page.keyboard.press('Control+Shift+z');
  expect(await pad.countInk()).toBe(0);
});

test('clearing the predictions keeps the canvas, and clearing the canvas keeps the predictions', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await page.locator('#predict').click();
  await expect(page.locator('#recent li')).toHaveText(['7']);
  await page.locator('#clear').click();
  await pad.draw(DIGITS[0]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#recent li')).toHaveText(['7', '0']);
  await page.locator('#clear-recent').click();
  await expect(page.locator('#recent li')).toHaveCount(0);
  await pad.expectReading('0');
});

test('a wrong reading is corrected with one click', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1]);
  await pad.expectReading('1');
  const saved = page.waitForResponse(
    (response) => response.url().endsWith('/labels') && response.status() === 200,
  );
  await page.locator('.bar[data-digit="9"]').click();
  await pad.expectState('corrected');
  await pad.expectReading('9');
  await expect(page.locator('#recent li')).toHaveText(['9']);
  expect((await (await saved).json()).labels).toEqual([9]);
});

test('a dotted stroke in custom colours is painted in them and read', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
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
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  const colours = await pad.canvas.evaluate((canvas: HTMLCanvasElement) => {
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

test('a reload restores drawing, reading and settings', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#pen').click();
  await page.getByRole('slider', { name: 'Width' }).fill('26');
  await page.keyboard.press('Escape');
  await pad.draw(DIGITS[4]);
  await pad.expectState('saved');
  const before = await pad.countInk();
  const requests: boolean[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) requests.push(request.postDataJSON().record);
  });
  await page.reload();
  await pad.expectReading('4');
  await pad.expectState('saved');
  await expect(page.locator('#recent li')).toHaveText(['4']);
  expect(await pad.countInk()).toBe(before);
  await expect.poll(() => requests.length).toBeGreaterThanOrEqual(1);
  expect(requests).not.toContain(true);
  await page.locator('#undo').click();
  expect(await pad.countInk()).toBeLessThan(before);
  await page.locator('#redo').click();
  await pad.expectState('saved');
  await page.locator('#pen').click();
  await expect(page.getByRole('slider', { name: 'Width' })).toHaveValue('26');
});

test('two tabs have separate drawings and common readings', async ({ page, context }) => {
  const one = new DrawingPage(page);
  await one.open();
  await one.draw(DIGITS[7]);
  await one.expectState('saved');
  const two = new DrawingPage(await context.newPage());
  await two.open('#teach');
  await two.draw(DIGITS[4]);
  await expect(two.page.locator('#labelling-count')).toHaveText('1 collected');
  await page.reload();
  await one.expectReading('7');
  await one.expectState('saved');
  await expect(page.locator('#recent li')).toHaveCount(2);
});

test('a new tab starts with the drawing of the last one', async ({ page, context }) => {
  const one = new DrawingPage(page);
  await one.open();
  await one.draw(DIGITS[7]);
  await one.expectState('saved');
  await page.goto('/favicon.svg');
  const two = new DrawingPage(await context.newPage());
  await two.open();
  await two.expectReading('7');
  await two.expectState('saved');
});

test('a drawing that continues after a pause is one record', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7], { x: 0.1, y: 0.25, size: 0.45 });
  await pad.expectState('saved');
  const forgotten = page.waitForRequest((request) => request.method() === 'DELETE');
  await pad.draw(DIGITS[4], { x: 0.55, y: 0.25, size: 0.45 });
  await pad.expectReading('74');
  await pad.expectState('saved');
  await forgotten;
  await expect(page.locator('#recent li')).toHaveText(['74']);
});

test('a shared link draws the drawing again, and reads it', async ({ page, context }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[4]);
  await page.locator('#share').click();
  await page.locator('#share-link').click();
  await expect(page.locator('#notice')).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/#d=[\w-]{20,}$/);
  const other = new DrawingPage(await context.newPage());
  await other.page.emulateMedia({ reducedMotion: 'no-preference' });
  await other.page.goto(link);
  await other.expectReading('4');
  await other.expectState('saved');
  expect(new URL(other.page.url()).hash).toBe('#draw');
  await other.page.goto('/#d=broken');
  await expect(other.page.locator('#notice')).toContainText('no drawing that can be read');
});

test('a replayed drawing has the same pixels', async ({ page, context }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.draw(DIGITS[4], { x: 0.05, y: 0.2, size: 0.4 });
  await pad.draw([[[0, 0.5], [1, 0.5]]], { x: 0.7, y: 0.2, size: 0.3 });
  await pad.expectState('saved');
  await page.locator('#share').click();
  await page.locator('#share-link').click();
  await expect(page.locator('#notice')).toContainText('Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = new DrawingPage(await context.newPage());
  await other.page.goto(link);
  await other.expectState('saved');
  const pixels = async (each: DrawingPage): Promise<string> => {
    expect(await each.countInk()).toBeGreaterThan(0);
    return each.canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  };
  expect(await pixels(other)).toBe(await pixels(pad));
});

test('the eraser removes ink only, and is undone like a stroke', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await expect(page.locator('#eraser')).toBeDisabled();
  await pad.draw(DIGITS[1]);
  await pad.draw(DIGITS[7], { x: 0.05, y: 0.2, size: 0.4 });
  await pad.expectReading('71');
  const ink = await pad.countInk();
  await page.keyboard.press('e');
  await expect(page.locator('#eraser')).toHaveAttribute('aria-pressed', 'true');
  await pad.draw([DIGITS[1][0]!, DIGITS[1][0]!]);
  await pad.expectReading('7');
  expect(await pad.countInk()).toBeLessThan(ink);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await pad.expectReading('71');
  expect(await pad.countInk()).toBe(ink);
});

test('a box is selected, split, merged, removed and added, and all of it can be undone', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1], { x: 0.15, y: 0.3, size: 0.4 });
  await pad.draw(DIGITS[7], { x: 0.5, y: 0.3, size: 0.4 });
  await pad.expectReading('17');
  await pad.expectState('saved');
  const ink = await pad.countInk();
  const boxes = page.locator('.box');
  const click = async (x: number, y: number): Promise<void> => {
    const point = await pad.pointAt(x, y);
    await page.mouse.click(point.x, point.y);
  };
  await click(0.6, 0.45);
  await expect(boxes.nth(1)).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('#box-tools')).toBeVisible();
  expect(await pad.countInk()).toBe(ink);

  await page.locator('#box-split').click();
  await expect(boxes).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await pad.expectReading('17');

  await click(0.3, 0.45);
  await page.locator('#box-merge').click();
  await expect(boxes).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await pad.expectReading('17');

  await click(0.6, 0.45);
  await page.keyboard.press('Delete');
  await pad.expectReading('1');
  await expect(boxes).toHaveCount(1);
  await expect(page.locator('.rejected-box')).toHaveCount(1);
  await pad.expectState('saved');

  await click(0.3, 0.45);
  await page.locator('#box-add').click();
  const from = await pad.pointAt(0.48, 0.25);
  const to = await pad.pointAt(0.82, 0.75);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await pad.expectReading('17');
  expect(await pad.countInk()).toBe(ink);
});

test('Ctrl-Z undoes a correction, and the record loses its label', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1]);
  await pad.expectState('saved');
  await page.locator('.bar[data-digit="9"]').click();
  await pad.expectReading('9');
  const withdrawn = page.waitForResponse(
    (response) => response.request().postData() === '{"labels":[]}' && response.ok(),
  );
  await page.keyboard.press('Control+z');
  await pad.expectReading('1');
  await pad.expectState('saved');
  expect(await (await withdrawn).json()).not.toHaveProperty('labels');
  await page.keyboard.press('Control+y');
  await pad.expectReading('9');
  await pad.expectState('corrected');
});

test('correcting one of two digits labels that one only, and the same digit again withdraws it', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1], { x: 0.15, y: 0.2, size: 0.6 });
  await pad.draw(DIGITS[7], { x: 0.55, y: 0.2, size: 0.6 });
  await pad.expectState('saved');
  const labelled = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  await page.locator('.bar[data-digit="9"]').click();
  await pad.expectReading('97');
  expect(await (await labelled).json()).toMatchObject({ labels: [9], positions: [0] });
  await expect(page.locator('.box.corrected')).toHaveCount(1);
  const withdrawn = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  await page.locator('#numeral button').first().click();
  await page.locator('.bar[data-digit="9"]').click();
  await pad.expectReading('17');
  expect(await (await withdrawn).json()).not.toHaveProperty('labels');
});

test('a letter is marked as not a digit and not recorded, until the user says that it is one', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  const h = [[[0.15, 0], [0.15, 1]], [[0.85, 0], [0.85, 1]], [[0.15, 0.5], [0.85, 0.5]]] as const;
  await pad.draw(h);
  await expect(page.locator('.rejected-box')).toHaveCount(1);
  await expect(page.locator('#confidence')).toContainText('Not a digit');
  await page.waitForTimeout(1_500);
  expect(sent.filter((body) => body.includes('"record":true'))).toEqual([]);
  const middle = await pad.pointAt(0.5, 0.5);
  await page.mouse.click(middle.x, middle.y);
  await pad.expectReading(/^\d$/);
  await pad.expectState('saved');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.rejected-box')).toHaveCount(1);
});

test('the drawing is saved as PNG and as SVG', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  for (const [button, start] of [['#save-png', '\x89PNG'], ['#save-svg', '<svg xmlns']] as const) {
    const download = page.waitForEvent('download');
    await page.locator('#share').click();
    await page.locator(button).click();
    const content = readFileSync(await (await download).path());
    expect(content.toString('latin1').startsWith(start)).toBe(true);
  }
});

test('a colour swatch sets the colour of the pen', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#pen').click();
  await page.getByRole('button', { name: 'Pen colour #d32f2f' }).click();
  await expect(page.getByRole('slider', { name: 'Pen colour, red' })).toHaveValue('211');
});

test('a stroke that leaves the canvas continues outside until the pen is lifted', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const inside = await pad.pointAt(0.5, 0.5);
  const edge = await pad.pointAt(1, 0.5);
  await page.mouse.move(inside.x, inside.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 60, edge.y, { steps: 6 });
  await page.mouse.move(inside.x, inside.y + 60, { steps: 6 });
  await page.mouse.up();
  const whole = await pad.countInk();
  expect(whole).toBeGreaterThan(0);
  await page.mouse.move(inside.x - 100, inside.y, { steps: 4 });
  expect(await pad.countInk()).toBe(whole);
  await page.locator('#undo').click();
  expect(await pad.countInk()).toBe(0);
});

test('the source is linked', async ({ page }) => {
  await new DrawingPage(page).open();
  const link = page.getByRole('contentinfo').getByRole('link', { name: 'Source' });
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Source of Cirrus');
  const archive = await page.getByRole('link', { name: 'source.tar.gz' }).getAttribute('href');
  expect((await page.request.get(archive ?? '')).ok()).toBe(true);
});

test('the API is described on a page', async ({ page }) => {
  await new DrawingPage(page).open();
  await page.getByRole('contentinfo').getByRole('link', { name: 'API' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cirrus');
  await expect(page.getByRole('heading', { name: 'POST /predict' })).toBeVisible();
  await expect(page.getByText('application/problem+json').first()).toBeAttached();
});

test('the colour scheme follows the system until the user chooses one, which is remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const pad = new DrawingPage(page);
  await pad.open();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  expect(light).not.toBe(dark);
  await page.getByRole('button', { name: 'Colour scheme' }).click();
  await page.getByRole('button', { name: 'Colour scheme' }).click();
  expect(await background()).toBe(dark);
  await page.reload();
  expect(await background()).toBe(dark);
});

test('the page loads nothing from other origins and does not violate its policy', async ({ page, baseURL }) => {
  const foreignRequests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '')) foreignRequests.push(request.url());
  });
  page.on('console', (message) => {
    // Neither is the page's message: responses with an error status, and the tests without a service worker.
    if (!/^(Failed to load resource|Service Worker registration blocked)/.test(message.text())) {
      messages.push(message.text());
    }
  });
  page.on('pageerror', (error) => messages.push(error.message));
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  for (const view of ['history', 'model', 'teach']) await pad.open(`#${view}`);
  expect(foreignRequests).toEqual([]);
  expect(messages).toEqual([]);
  const policy = (await page.request.get('/')).headers()['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
});

test('the edges of a selected box are dragged, and moved with the arrow keys', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1], { x: 0.15, y: 0.3, size: 0.4 });
  await pad.draw(DIGITS[7], { x: 0.5, y: 0.3, size: 0.4 });
  await pad.expectReading('17');
  await pad.expectState('saved');
  const ink = await pad.countInk();
  const boxes = page.locator('.box');
  const seven = await pad.pointAt(0.6, 0.45);
  await page.mouse.click(seven.x, seven.y);
  const left = page.getByRole('button', { name: 'Left edge' });
  await expect(left).toBeVisible();
  // One outline: the frame with the handles covers that of the box.
  expect(await page.locator('.box-edges').boundingBox()).toEqual(await boxes.last().boundingBox());

  // So far to the left that the one is in the box too.
  const handle = await left.boundingBox();
  const [x, y] = [(handle?.x ?? 0) + (handle?.width ?? 0) / 2, (handle?.y ?? 0) + (handle?.height ?? 0) / 2];
  const edge = await pad.pointAt(0.27, 0.5);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(edge.x, y, { steps: 5 });
  await page.mouse.up();
  await expect(boxes).toHaveCount(1);
  await expect(left).toBeVisible();
  expect(await pad.countInk()).toBe(ink);

  // Away from the one again: the box has the seven only, and the one is no digit any more.
  await left.focus();
  const width = async (): Promise<number> => (await page.locator('.box-edges').boundingBox())?.width ?? 0;
  const wide = await width();
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
  expect(await width()).toBeLessThan(wide - 40);
  await pad.expectReading('7');
  await expect(left).toBeFocused();

  for (let i = 0; i < 8; i++) await page.keyboard.press('Control+z');
  await pad.expectReading('17');
  await expect(boxes).toHaveCount(2);
});

test('the tools and edges of a box are reached with the keyboard', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[1], { x: 0.15, y: 0.3, size: 0.4 });
  await pad.draw(DIGITS[7], { x: 0.5, y: 0.3, size: 0.4 });
  await pad.expectReading('17');
  await pad.canvas.focus();
  await page.keyboard.press(']');
  await expect(page.locator('#box-tools')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Left edge' })).toBeFocused();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
  await expect(page.locator('#box-remove')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.box')).toHaveCount(3);

  // From the canvas, boxes can be selected again: the left half of the seven, to merge it with the right one.
  await expect(pad.canvas).toBeFocused();
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  for (let i = 0; i < 7; i++) await page.keyboard.press('Tab');
  await expect(page.locator('#box-merge')).toBeFocused();
  await page.keyboard.press('Enter');
  await pad.expectReading('17');
});

test('the link is copied in the event of the click, as Safari requires', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await page.evaluate(() => {
    const { clipboard } = navigator;
    const write = clipboard.writeText.bind(clipboard);
    let isInEvent = false;
    addEventListener('click', () => (isInEvent = true), true);
    addEventListener('click', () => (isInEvent = false));
    clipboard.writeText = (text) => {
      document.body.dataset['copied'] = String(isInEvent);
      return write(text);
    };
  });
  await page.locator('#share').click();
  await page.locator('#share-link').click();
  await expect(page.locator('body')).toHaveAttribute('data-copied', 'true');
});
