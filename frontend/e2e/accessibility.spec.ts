import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The violations that axe finds once all transitions have ended, because colours in transition have
 * other contrasts. The debugger evaluates axe, so the page's policy does not apply.
 */
async function violations(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) =>
      playState !== 'running' || effect?.getComputedTiming().iterations === Infinity));
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const result = await axe.run();
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} scheme`, () => {
    test.use({ colorScheme });

    test('axe finds no violations while drawing, reading, correcting and after an error', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      expect(await violations(page)).toEqual([]);
      await page.locator('#predict').click();
      expect(await violations(page)).toEqual([]);
      await pad.draw(DIGITS[7], { x: 0.1, y: 0.2, size: 0.5 });
      await pad.draw(DIGITS[4], { x: 0.6, y: 0.2, size: 0.5 });
      await pad.expectReading('74');
      await pad.expectState('saved');
      expect(await violations(page)).toEqual([]);
      await page.locator('.bar[data-digit="3"]').click();
      await pad.expectState('corrected');
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds no violations in the dialogs and the other views', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      await pad.draw(DIGITS[7]);
      await pad.expectState('saved');
      await page.locator('#pen').click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      for (const button of ['#share', '#upload']) {
        await page.locator(button).click();
        expect(await violations(page), button).toEqual([]);
        await page.keyboard.press('Escape');
      }
      const digit = await pad.pointAt(0.5, 0.4);
      await page.mouse.click(digit.x, digit.y);
      await expect(page.locator('#box-tools')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.locator('#help').click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.goto('/#inside');
      await expect(page.locator('.verdict')).toContainText('It reads 7');
      expect(await violations(page), '#inside').toEqual([]);
      for (const view of ['#teach', '#history', '#model']) {
        await page.goto(`/${view}`);
        if (view === '#history') await expect(page.locator('.skeleton')).toHaveCount(0);
        if (view === '#model') await expect(page.locator('#model-lead')).not.toBeEmpty();
        expect(await violations(page), view).toEqual([]);
      }
    });
  });
}

test('nothing is animated if the user prefers reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#pen').click();
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

test('nothing overflows at 200 % zoom', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  const pad = new DrawingPage(page);
  await pad.open();
  const overflows = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(overflows).toBe(false);
  for (const id of ['#canvas', '#numeral', '#bars', '#predict', '#clear-recent']) {
    await expect(page.locator(id)).toBeVisible();
  }
});

test('forced colours show the probabilities, the selected digit and the current view', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7], { x: 0.05, y: 0.2, size: 0.6 });
  await pad.draw(DIGITS[4], { x: 0.5, y: 0.2, size: 0.6 });
  await pad.expectReading('74');
  const style = (selector: string, name: string): Promise<string> =>
    page.locator(selector).first().evaluate((each, property) => getComputedStyle(each).getPropertyValue(property), name);
  expect(await style('.bar.top .bar-fill', 'background-color')).not.toBe(await style('#reading', 'background-color'));
  expect(await style('.numeral [aria-pressed="true"]', 'color')).not.toBe(await style('.numeral [aria-pressed="false"]', 'color'));
  expect(await style('.views [aria-current]', 'outline-style')).toBe('solid');
});

test('the two buttons that clear something have different names on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await new DrawingPage(page).open();
  await expect(page.locator('#clear')).toHaveAccessibleName('Clear canvas (Space)');
  await expect(page.locator('#clear-recent')).toHaveAccessibleName('Clear predictions');
});

test('on a first visit, the digit that draws itself comes to rest within five seconds', async ({ page }) => {
  await new DrawingPage(page).open();
  const ends = await page.locator('.ghost').evaluate((ghost) =>
    ghost.getAnimations({ subtree: true }).map(({ effect }) => Number(effect?.getComputedTiming().endTime)));
  for (const end of ends) expect(end).toBeLessThan(5_000);
  await expect(page.locator('.ghost path')).toHaveCSS('stroke-dashoffset', '0px');
});
