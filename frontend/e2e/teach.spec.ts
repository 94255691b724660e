import { type Page, expect, test } from '@playwright/test';
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

/** Simulates a training run that learned from a digit that had been misread and one that had not. */
async function simulateLearning(page: Page): Promise<void> {
  const pad = new DrawingPage(page);
  await pad.open();
  const sent = page.waitForRequest((request) => request.url().endsWith('/predict') && request.postDataJSON().record);
  await pad.draw(DIGITS[7]);
  await page.locator('#predict').click();
  const [image] = (await sent).postDataJSON().images as number[][];
  const pixels = Buffer.from(image!).toString('base64');
  const card = await (await page.request.get('/model')).json();
  const created = new Date();
  const run = { id: '01900000-0000-7000-8000-000000000000', createdAt: created.toISOString() };
  const record = (digit: number) => ({
    id: '01900000-0000-7000-8000-00000000000' + digit,
    time: new Date(+created - 2000).toISOString(),
    source: 'canvas',
    model: '2.0.0-before',
    text: String(digit),
    predictions: [{ digit, confidence: 0.6, probabilities: Array(10).fill(0.1), pixels }],
    labels: [7],
    correctedAt: new Date(+created - 1000).toISOString(),
  });
  await page.route('**/model', (route) =>
    route.fulfill({ json: { ...card, version: '9.9.9', data: { corrections: 12 }, run } }),
  );
  await page.route('**/predictions?*', (route) => route.fulfill({ json: { predictions: [record(1), record(7)] } }));
  await page.route('**/training-runs', (route) =>
    route.fulfill({
      json: { runs: [{ ...run, state: 'promoted', model: '9.9.9', trigger: 'hand', updatedAt: run.createdAt, rows: 12 }] },
    }),
  );
}

const LEARNED =
  '2 of your labels helped to train model 9.9.9. The digit that had been misread is now read as you labelled it.';

test('Teach says what the user’s labels changed in the model', async ({ page }) => {
  await simulateLearning(page);
  await page.goto('/#teach');
  await expect(page.locator('#labelling-note')).toHaveText(LEARNED);
});

test('the run that made the serving model says what the user’s labels changed', async ({ page }) => {
  await simulateLearning(page);
  await page.goto('/#model');
  await expect(page.locator('.run .learned')).toHaveText(LEARNED);
});
