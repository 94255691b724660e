import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect, test } from '@playwright/test';
import { DIGITS, Hand } from './hand';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds, in one line each, once nothing moves any more: colours on their way are nobody's
 * contrast. Evaluated by the debugger, which no page's policy binds.
 */
async function findings(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) =>
      playState !== 'running' || effect?.getComputedTiming().iterations === Infinity));
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} scheme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing while drawing, reading, correcting and in trouble', async ({ page }) => {
      const hand = new Hand(page);
      await hand.open();
      expect(await findings(page)).toEqual([]);
      await page.locator('#predict').click();
      expect(await findings(page)).toEqual([]);
      await hand.write(DIGITS[7], { x: 0.1, y: 0.2, size: 0.5 });
      await hand.write(DIGITS[4], { x: 0.6, y: 0.2, size: 0.5 });
      await hand.expectReading('74');
      await hand.expectState('kept');
      expect(await findings(page)).toEqual([]);
      await page.locator('.bar[data-digit="3"]').click();
      await hand.expectState('corrected');
      expect(await findings(page)).toEqual([]);
    });

    test('axe finds nothing in the drawers and the other views', async ({ page }) => {
      const hand = new Hand(page);
      await hand.open();
      await hand.write(DIGITS[7]);
      await hand.expectState('kept');
      await page.locator('#pen').click();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('#help').click();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      for (const view of ['#teach', '#history', '#model']) {
        await page.goto(`/${view}`);
        if (view === '#history') await expect(page.locator('.skeleton')).toHaveCount(0);
        if (view === '#model') await expect(page.locator('#model-lead')).not.toBeEmpty();
        expect(await findings(page), view).toEqual([]);
      }
    });
  });
}

test('nothing moves where motion is unwelcome', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const hand = new Hand(page);
  await hand.open();
  await page.locator('#pen').click();
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test('a page at twice the size still shows everything', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  const hand = new Hand(page);
  await hand.open();
  const sticksOut = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(sticksOut).toBe(false);
  for (const id of ['#canvas', '#numeral', '#bars', '#predict', '#clear-row']) {
    await expect(page.locator(id)).toBeVisible();
  }
});
