import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

test('“Why?” is shown on the drawing, with a part that decides, for any digit', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.networkWorker();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  await expect(page.locator('#device-note')).toContainText('read on this device too');
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) requests.push(request.url());
  });
  await page.getByRole('button', { name: 'Why?' }).click();
  await expect(page.locator('#why-text')).toHaveText(/^(Without the marked part at the .*, it would be a \d\.|It stays a 7, whichever part is covered\.) .*7 most\./);
  expect(requests).toEqual([]);
  const overlay = (await page.locator('.why-overlay').boundingBox())!;
  const box = (await page.locator('.box').boundingBox())!;
  // The frame has a margin around the ink.
  const margin = 16;
  expect(overlay.x).toBeLessThan(box.x + margin);
  expect(overlay.x + overlay.width).toBeGreaterThan(box.x + box.width - margin);
  expect(overlay.y).toBeLessThan(box.y + margin);
  expect(overlay.y + overlay.height).toBeGreaterThan(box.y + box.height - margin);

  await expect(page.locator('.why-part')).toBeVisible();
  await page.locator('.bar[data-digit="1"]').hover();
  await expect(page.locator('#why-text')).toHaveText(/supports? 1 most\.|decides that it is a 1\./);
  await page.mouse.move(0, 0);
  await expect(page.locator('#why-text')).toContainText('7 most');
    await pad.draw(DIGITS[1], { x: 0.05, y: 0.2, size: 0.4 });
  await pad.expectReading('17');
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(page.locator('.why-overlay')).toBeHidden();
});

test('the recent readings stay in sight beside an open explanation', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.networkWorker();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  await page.getByRole('button', { name: 'Why?' }).click();
  await expect(page.locator('#nearest-digits span').first()).toBeVisible();
  await expect(page.locator('#recent li')).toBeInViewport({ ratio: 1 });
  await expect(page.locator('#clear-recent')).toBeInViewport({ ratio: 1 });
});

test('“Why?” shows the most similar training digits, which load only then', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  await expect(page.locator('#device-note')).toContainText('read on this device too');
  expect(requests.filter((url) => url.includes('trainingDigits'))).toEqual([]);
  await page.getByRole('button', { name: 'Why?' }).click();
  await expect(page.locator('#nearest')).toContainText('Most similar of 300 training digits');
  await expect(page.locator('#nearest-digits span')).toHaveText(Array(6).fill('7'));
  const ink = await page.locator('#nearest-digits canvas').first().evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, 28, 28);
    return data.filter((value, i) => i % 4 === 0 && value > 128).length;
  });
  expect(ink).toBeGreaterThan(40);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(page.locator('#nearest')).toBeHidden();
});
