import { writeFile } from 'node:fs/promises';
import { type Page, test } from '@playwright/test';
import { DIGITS, Hand } from '../hand';

const FOLDER = '../docs/images';
const DESKTOP = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 664 };

async function portray(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}

async function writeThree(hand: Hand): Promise<void> {
  await hand.write(DIGITS[7], { x: 0.07, y: 0.28, size: 0.42 });
  await hand.write(DIGITS[4], { x: 0.38, y: 0.28, size: 0.42 });
  await hand.write(DIGITS[2], { x: 0.68, y: 0.28, size: 0.42 });
  await hand.expectReading('742');
  await hand.expectState('kept');
}

async function lineUp(hand: Hand): Promise<void> {
  for (const digit of [3, 1, 0] as const) {
    await hand.write(DIGITS[digit]);
    await hand.page.locator('#predict').click();
    await hand.expectState('kept');
    await hand.page.locator('#clear').click();
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`desktop, ${colorScheme}`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: DESKTOP, colorScheme });
    const hand = new Hand(page);
    await hand.open();
    await lineUp(hand);
    await writeThree(hand);
    await portray(page, `page-${colorScheme}`);
    if (colorScheme === 'light') {
      // What the README sends to the API.
      const png = await hand.canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
      await writeFile(`${FOLDER}/digits.png`, png.slice(png.indexOf(',') + 1), 'base64');
      await page.locator('#clear').click();
      await hand.write(DIGITS[3]);
      await hand.expectState('kept');
      await page.locator('#why').click();
      await page.waitForTimeout(1_500);
      await portray(page, 'page-why');
      await page.goto('/#history');
      await page.locator('.record').nth(3).waitFor();
      await portray(page, 'page-history');
    }
    await page.close();
  });
}

test('phone', async ({ browser }) => {
  const page = await browser.newPage({ viewport: PHONE, hasTouch: true, isMobile: true });
  const hand = new Hand(page);
  await hand.open();
  await hand.touch(DIGITS[7]);
  await hand.expectReading('7');
  await hand.expectState('kept');
  await portray(page, 'page-phone');
  await page.close();
});
