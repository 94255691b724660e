import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

test.use({ serviceWorkers: 'allow' });

test('the page starts and reads without a network, and saves the reading later', async ({ page, context }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.evaluate(async () => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(async () => (await (await caches.open('cirrus-model')).keys()).length)).toBe(1);
  // The worker has to see the card once, which the first load fetched before it was there.
  await page.reload();
  await expect(page.locator('#model-chip')).toBeVisible();

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('#bars button')).toHaveCount(10);
  await pad.networkWorker();
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await expect(page.locator('#error')).toContainText('It is read on this device, and saved once there is a connection');
  await expect(page.locator('#device-note')).toHaveText('Read on this device.');
  await page.waitForTimeout(1500);

  await page.locator('.views a[href="#inside"]').click();
  await expect(page.locator('.verdict')).toHaveText(/It reads 7/);
  await page.locator('.views a[href="#draw"]').click();

  await context.setOffline(false);
  await pad.expectState('saved');
  await expect(page.locator('#error')).toBeHidden();
  await expect(page.locator('#recent li')).toHaveText(['7']);
});

test('predictions do not start the service worker', async ({ page, context }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.evaluate(async () => navigator.serviceWorker.ready);
  await page.reload();
  await pad.networkWorker();
  const session = await context.newCDPSession(page);
  const running = new Map<string, string>();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) running.set(versionId, runningStatus);
  });
  await session.send('ServiceWorker.enable');
  // The page's last requests may start it again.
  await expect(async () => {
    await session.send('ServiceWorker.stopAllWorkers');
    expect([...running.values()]).toEqual(['stopped']);
  }).toPass();

  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  expect([...running.values()]).toEqual(['stopped']);
});

test('the page can be installed', async ({ page }) => {
  await new DrawingPage(page).open();
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await (await page.request.get(address ?? '')).json();
  expect(manifest.display).toBe('standalone');
  for (const { src } of manifest.icons) expect((await page.request.get(src)).ok()).toBe(true);
});
