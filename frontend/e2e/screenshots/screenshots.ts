import { writeFile } from 'node:fs/promises';
import { type Page, test } from '@playwright/test';
import { DIGITS, DrawingPage } from '../drawingPage';

const FOLDER = '../docs/images';
const DESKTOP = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 664 };

async function capturePage(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}

async function drawThree(pad: DrawingPage): Promise<void> {
  await pad.draw(DIGITS[7], { x: 0.07, y: 0.28, size: 0.42 });
  await pad.draw(DIGITS[4], { x: 0.38, y: 0.28, size: 0.42 });
  await pad.draw(DIGITS[2], { x: 0.68, y: 0.28, size: 0.42 });
  await pad.expectReading('742');
  await pad.expectState('saved');
}

async function drawRecent(pad: DrawingPage): Promise<void> {
  for (const digit of [3, 1, 0] as const) {
    await pad.draw(DIGITS[digit]);
    await pad.page.locator('#predict').click();
    await pad.expectState('saved');
    if (digit === 3) {
      await pad.page.locator('#bars button').nth(digit).click();
      await pad.expectState('corrected');
    }
    await pad.page.locator('#clear').click();
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`desktop, ${colorScheme}`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: DESKTOP, colorScheme });
    const pad = new DrawingPage(page);
    await pad.open();
    await drawRecent(pad);
    await drawThree(pad);
    await capturePage(page, `page-${colorScheme}`);
    if (colorScheme === 'light') {
      // The picture that the README's example sends to the API.
      const png = await pad.canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
      await writeFile(`${FOLDER}/digits.png`, png.slice(png.indexOf(',') + 1), 'base64');
      await page.locator('#clear').click();
      await pad.draw(DIGITS[3]);
      await pad.expectState('saved');
      await page.locator('#why').click();
      await page.locator('#nearest-digits span').first().waitFor();
      await capturePage(page, 'page-why');
      await page.goto('/#inside');
      await page.locator('.verdict', { hasText: 'It reads' }).waitFor();
      await page.locator('.answer-bar.top').focus();
      await page.waitForTimeout(1_500);
      await capturePage(page, 'page-inside');
      await page.goto('/#history');
      await page.locator('.record').nth(3).waitFor();
      await capturePage(page, 'page-history');
    }
    await page.close();
  });
}

test('phone', async ({ browser }) => {
  const page = await browser.newPage({ viewport: PHONE, hasTouch: true, isMobile: true });
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.drawByTouch(DIGITS[7]);
  await pad.expectReading('7');
  await pad.expectState('saved');
  await capturePage(page, 'page-phone');
  await page.close();
});
