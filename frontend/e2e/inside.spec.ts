import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

async function openInside(page: Page): Promise<DrawingPage> {
  const pad = new DrawingPage(page);
  await pad.open('#inside');
  await expect(page.getByRole('heading', { name: 'Inside the network' })).toBeVisible();
  return pad;
}

/** How many pixels of a canvas have each colour. */
async function colours(page: Page, selector: string, index = 0): Promise<number> {
  return page.locator(selector).nth(index).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/** Whether a pixel of the input has this hue. */
async function countPixels(page: Page, hue: 'orange' | 'blue'): Promise<number> {
  return page.locator('.input-canvas').evaluate((canvas: HTMLCanvasElement, wanted) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      const difference = data[i]! - data[i + 2]!;
      if (wanted === 'orange' ? difference > 60 : difference < -60) count++;
    }
    return count;
  }, hue);
}

test('the layers activate while the pen moves, down to the answer', async ({ page }) => {
  const pad = await openInside(page);
  await expect(page.locator('.layer-canvas')).toHaveCount(7);
  const [[first, ...rest] = []] = await pad.toPagePoints(DIGITS[7]);
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 3 });
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  for (let layer = 0; layer < 7; layer++) {
    expect(await colours(page, '.layer-canvas', layer)).toBeGreaterThan(10);
  }
  await page.mouse.up();
  await expect(page.locator('.answer-bar.top .answer-name')).toHaveText('7');
  await expect(page.locator('.answer-bar')).toHaveCount(11);
});

test('pointing at a unit shows which part of the drawing drives it', async ({ page }) => {
  const pad = await openInside(page);
  await pad.draw(DIGITS[7]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  expect(await countPixels(page, 'orange')).toBe(0);
  await page.locator('.answer-bar').nth(7).hover();
  await expect(page.locator('.pointed-at')).toContainText('Orange ink counts towards 7');
  await expect.poll(() => countPixels(page, 'orange')).toBeGreaterThan(50);
  const layer = page.locator('.layer-canvas').nth(1);
  await layer.hover({ position: { x: 10, y: 10 } });
  await expect(page.locator('.pointed-title')).toHaveText('Layer 2, map 1');
  await page.mouse.move(0, 0);
  await expect(page.locator('.pointed-title')).toBeEmpty();
  await expect.poll(() => countPixels(page, 'orange')).toBe(0);
});

test('the answer changes when the network is broken, and is the same again after repair', async ({ page }) => {
  const pad = await openInside(page);
  await pad.draw(DIGITS[7]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  await page.getByLabel('Turn').fill('180');
  await expect(page.locator('.verdict')).toHaveText(/Now it reads .* instead of 7\./);
  await page.getByRole('button', { name: 'Repair everything' }).click();
  await expect(page.locator('.verdict')).toHaveText(/^It reads 7/);
  const strongest = page.getByRole('button', { name: 'Switch off the strongest map of the last layer' });
  await strongest.click();
  await expect(page.locator('.verdict')).toHaveText(/^1 map is off\./);
  await strongest.click();
  await expect(page.locator('.verdict')).toHaveText(/^2 maps are off\./);
});

test('maps are selected and switched off with the keyboard', async ({ page }) => {
  const pad = await openInside(page);
  await pad.draw(DIGITS[7]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  await page.getByRole('button', { name: 'Print' }).focus();
  await page.keyboard.press('Tab');
  await page.locator('.layer-canvas').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.pointed-title')).toHaveText('Layer 1, map 2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.locator('.verdict')).toHaveText(/^1 map is off/);
  await expect(page.locator('#canvas')).toBeVisible();
});

test('the layers are explained step by step', async ({ page }) => {
  await openInside(page);
  await page.getByRole('button', { name: 'Step by step' }).click();
  await expect(page.locator('.stage.current .stage-text')).toContainText('28 × 28 dots');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.locator('.stage.current .stage-text')).toContainText('24 small filters');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.locator('.stage.current')).toHaveCount(0);
});

test('in full screen, the drawing and the answer stay visible while the layers are scrolled', async ({ page }) => {
  const pad = await openInside(page);
  await pad.draw(DIGITS[7]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  expect(await page.evaluate(() => document.fullscreenElement?.id)).toBe('view-studio');
  await page.locator('.layer-canvas').last().scrollIntoViewIfNeeded();
  await expect(page.locator('.layer-canvas').last()).toBeInViewport();
  await expect(page.locator('#canvas')).toBeInViewport({ ratio: 1 });
  await expect(page.locator('.verdict')).toBeInViewport({ ratio: 1 });
  await page.locator('#clear').click();
  await pad.draw(DIGITS[1]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 1/);
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect(page.getByRole('button', { name: 'Full screen', exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
});

test('the printed sheet has the drawing, all layers with their explanations and the answer', async ({ page }) => {
  const pad = await openInside(page);
  await pad.draw(DIGITS[7]);
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  await page.evaluate(() => Object.assign(window, { print: () => document.body.classList.add('printed') }));
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('body')).toHaveClass(/printed/);
  await page.locator('#scheme').click();
  await expect(page.locator('.notice')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#canvas')).toBeVisible();
  await expect(page.locator('.layer-canvas')).toHaveCount(7);
  for (const text of await page.locator('.stage-text').all()) await expect(text).toBeVisible();
  await expect(page.locator('.verdict')).toBeVisible();
  for (const part of ['.header', '.footer', '.tools', '.actions', '.breaking', '.inside-actions', '.notice']) {
    await expect(page.locator(part), part).toBeHidden();
  }
  const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(sheet.match(/\/Type \/Page\b/g)?.length).toBe(2);
});

test('a model that cannot be shown is reported', async ({ page }) => {
  await page.route('**/model/files/*', (route) => route.fulfill({ status: 404 }));
  const pad = new DrawingPage(page);
  await pad.open('#inside');
  await expect(page.locator('#inside')).toContainText('cannot be shown on this device');
});
