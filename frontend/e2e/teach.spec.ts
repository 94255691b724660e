import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

test('a digit that is started at once after the last one is kept', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  await pad.draw(DIGITS[7]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#labelling-count')).toHaveText('1 collected');
  // Within the time for which the collected digit is shown.
  await pad.draw(DIGITS[1], { x: 0.4, y: 0.2, size: 0.6 });
  await pad.expectReading('1');
  await page.keyboard.press('Enter');
  await expect(page.locator('#labelling-count')).toHaveText('2 collected');
});

test('the drawing from before is back after teaching', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[4]);
  await pad.expectReading('4');
  await page.goto('/#teach');
  await pad.expectState('empty');
  await page.goto('/#draw');
  await pad.expectReading('4');
});

test('the digits of the day count towards a goal, also after a reload', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  await pad.draw(DIGITS[7]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#labelling-goal-text')).toHaveText('1 of 20 today');
  await page.reload();
  await expect(page.locator('#labelling-goal-text')).toHaveText('1 of 20 today');
  await expect(page.locator('#labelling-goal')).toHaveAttribute('value', '0.05');
});

test('the history is labelled one by one with the keyboard', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  for (const digit of [7, 4] as const) {
    await pad.draw(DIGITS[digit]);
    await page.locator('#predict').click();
    await pad.expectState('saved');
    await page.locator('#clear').click();
  }
  await expect(async () => {
    await page.goto('/#model');
    await page.goto('/#history');
    await expect(page.locator('.record')).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Label one by one' }).click();
  await expect(page.locator('#queue-count')).toHaveText('0 labelled, 2 left');
  await expect(page.locator('#queue-text')).toContainText(/The model read [74]/);
  await page.keyboard.press('3');
  await expect(page.locator('#queue-count')).toHaveText('1 labelled, 1 left');
  await page.keyboard.press('Backspace');
  await expect(page.locator('#queue-count')).toHaveText('0 labelled, 2 left');
  await page.keyboard.press('5');
  await page.keyboard.press('6');
  await expect(page.locator('#queue-text')).toContainText('All digits of your history are labelled');
  await page.keyboard.press('Escape');
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.record-digit.corrected')).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
  expect((await page.locator('.record-digit').allTextContents()).map((text) => text[0]).sort()).toEqual(['5', '6']);
});

test('a data set is imported, and files of another kind are reported', async ({ page }) => {
  await new DrawingPage(page).open('#history');
  const image = Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 255 : 0));
  const file = (name: string, content: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await page.locator('#dataset-file').setInputFiles(file('wrong.csv', '7,1,2'));
  await expect(page.locator('#notice')).toContainText('“wrong.csv” can’t be imported: row 1');
  await page.locator('#dataset-file').setInputFiles(file('mine.csv', `1,${image.join(',')}\n7,${image.join(',')}`));
  await expect(page.locator('#notice')).toContainText('Labelled digits imported: 2.');
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.record-digit.corrected')).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
  await expect(page.locator('.record-digit').nth(1)).toContainText('7');
});
