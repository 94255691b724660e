import { readFileSync } from 'node:fs';
import { type Download, type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

async function record(pad: DrawingPage, ...digits: (keyof typeof DIGITS)[]): Promise<void> {
  for (const digit of digits) {
    await pad.draw(DIGITS[digit]);
    await pad.page.locator('#predict').click();
    await pad.expectState('saved');
    await pad.page.locator('#clear').click();
  }
}

/** Records are stored asynchronously: reloads the history until it lists all of them. */
async function openHistory(page: Page, count: number): Promise<void> {
  await expect(async () => {
    await page.goto('/#model');
    await page.goto('/#history');
    await expect(page.locator('.record')).toHaveCount(count, { timeout: 2_000 });
  }).toPass();
}

async function contents(download: Promise<Download>): Promise<Buffer> {
  return readFileSync(await (await download).path());
}

test('readings are listed with time, result and image, and can be corrected and deleted', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7, 4);
  await openHistory(page, 2);
  await expect(page.locator('.record-digit')).toHaveText(['4', '7']);
  await expect(page.locator('.record time').first()).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
  await expect(page.locator('.record-foot p').first()).toContainText('drawn');
  const bright = await page.locator('.record canvas').first().evaluate((canvas: HTMLCanvasElement) =>
    canvas.getContext('2d')!.getImageData(0, 0, 28, 28).data.filter((value, i) => i % 4 === 0 && value > 128).length,
  );
  expect(bright).toBeGreaterThan(20);

  const saved = page.waitForResponse((response) => response.url().endsWith('/labels') && response.ok());
  await page.locator('.record-digit').first().click();
  await page.getByRole('dialog', { name: 'Choose the right digit' }).getByRole('button', { name: '9' }).click();
  await expect(page.locator('.record-digit').first()).toHaveText('94');
  await saved;
  await page.reload();
  await expect(page.locator('.record-digit.corrected')).toHaveCount(1);

  const gone = page.waitForResponse((response) => response.request().method() === 'DELETE' && response.ok());
  await page.getByRole('button', { name: 'Delete the reading 7' }).click();
  await expect(page.locator('.record')).toHaveCount(1);
  // It can be restored until the user leaves.
  await page.goto('/#draw');
  await gone;
  await page.goto('/#history');
  await page.reload();
  await expect(page.locator('.record')).toHaveCount(1);
});

test('deleted readings are restored by Undo', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7, 4, 1);
  await openHistory(page, 3);
  const deletions: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') deletions.push(request.url());
  });
  await page.getByRole('checkbox', { name: 'Select the reading 4' }).check();
  await page.getByRole('checkbox', { name: 'Select the reading 7' }).check();
  await page.getByRole('button', { name: 'Delete 2 selected' }).click();
  await expect(page.locator('.record-digit')).toHaveText(['1']);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.locator('.record-digit')).toHaveText(['1', '4', '7']);
  await page.goto('/#draw');
  await page.goto('/#history');
  await expect(page.locator('.record-digit')).toHaveText(['1', '4', '7']);
  expect(deletions).toEqual([]);
});

test('the history is filtered by labels and digits, and what is selected is deleted', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7, 4, 1);
  await openHistory(page, 3);
  await page.getByRole('button', { name: /^Read 4/ }).click();
  await page.getByRole('dialog', { name: 'Choose the right digit' }).getByRole('button', { name: '9' }).click();
  await page.getByLabel('Show').selectOption('corrected');
  await expect(page.locator('.record:visible')).toHaveCount(1);
  await page.getByLabel('Show').selectOption('unlabelled');
  await expect(page.locator('.record:visible .record-digit')).toHaveText(['1', '7']);
  await page.getByLabel('with the digits').fill('7');
  await expect(page.locator('.record:visible')).toHaveCount(1);
  await page.getByLabel('Select all').check();
  const gone = page.waitForResponse((response) => response.request().method() === 'DELETE' && response.ok());
  await page.getByRole('button', { name: 'Delete 1 selected' }).click();
  await expect(page.locator('#history-note')).toHaveText('No reading matches.');
  await page.getByLabel('Show').selectOption('all');
  await page.getByLabel('with the digits').fill('');
  await expect(page.locator('.record:visible')).toHaveCount(2);
  await gone;
});

test('all data is deleted after a confirmation', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7, 4);
  await openHistory(page, 2);
  await page.getByRole('button', { name: 'Delete all my data' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.record')).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete all my data' }).click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.locator('#history-note')).toContainText('Nothing yet');
  await page.goto('/#draw');
  await pad.expectState('empty');
  await expect(page.locator('#recent li')).toHaveCount(0);
});

test('the key is saved to a file and used in another browser', async ({ page, browser }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7);
  await openHistory(page, 1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the key' }).click();
  const buffer = await contents(download);
  const other = await (await browser.newContext()).newPage();
  await other.goto('/#history');
  await expect(other.locator('#history-note')).toContainText('Nothing yet');
  const file = (content: Buffer) => ({ name: 'cirrus-key.txt', mimeType: 'text/plain', buffer: content });
  await other.locator('#key-file').setInputFiles(file(Buffer.from('not a key!')));
  await other.getByRole('button', { name: 'Use it' }).click();
  await expect(other.locator('#notice')).toContainText('does not contain a Cirrus key');
  await other.locator('#key-file').setInputFiles(file(buffer));
  await other.getByRole('button', { name: 'Use it' }).click();
  await expect(other.locator('.record-digit')).toHaveText(['7']);
  await other.context().close();
});

test('digits in the history are corrected with the keyboard', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 1);
  await openHistory(page, 1);
  await page.locator('.record-digit').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#digit-picker')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#digit-picker button:focus')).toHaveText('2');
  await page.keyboard.press('7');
  await expect(page.locator('#digit-picker')).toBeHidden();
  await expect(page.locator('.record-digit')).toHaveText('71');
  await expect(page.locator('.record-digit')).toBeFocused();
});

test('a long history is loaded page by page', async ({ page, request }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const key = await page.evaluate(() => JSON.parse(localStorage.getItem('cirrus.owner') ?? '""'));
  const image = Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 255 : 0));
  for (let i = 0; i < 30; i++) {
    await request.post('/predict', { data: { image }, headers: { Authorization: `Bearer ${key}` } });
  }
  await openHistory(page, 24);
  await expect(async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Show more' }).click({ timeout: 2_000 });
    await expect(page.locator('.record')).toHaveCount(30, { timeout: 2_000 });
  }).toPass();
  await expect(page.locator('#more')).toBeHidden();
});

test('another browser does not see it', async ({ page, browser }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await record(pad, 7);
  await openHistory(page, 1);
  const other = await (await browser.newContext()).newPage();
  await other.goto('/#history');
  await expect(other.locator('#history-note')).toContainText('Nothing yet');
  await other.context().close();
});

test('the labelling mode collects digits, which can be downloaded in three formats', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  const labels: string[] = [];
  for (let i = 1; i <= 3; i++) {
    const requested = (await page.locator('#labelling-digit').textContent()) ?? '';
    labels.push(requested);
    await pad.draw(DIGITS[7]);
    await page.keyboard.press('Enter');
    await expect(page.locator('#labelling-count')).toHaveText(`${i} collected`);
    await expect(page.locator('#labelling-digit')).not.toHaveText(requested);
    await pad.expectState('empty');
  }
  await page.locator('#labelling-undo').click();
  await expect(page.locator('#labelling-count')).toHaveText('2 collected');
  labels.pop();
  await page.locator('#labelling-skip').click();
  await page.reload();
  await expect(page.locator('#labelling-count')).toHaveText('2 collected');

  const rows = async (): Promise<{ label: number; image: number[] }[]> => {
    const download = page.waitForEvent('download', { timeout: 20_000 });
    await page.locator('[data-download="jsonl"]').click();
    const lines = (await contents(download)).toString().trim().split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line));
  };
  await page.goto('/#history');
  await expect(async () => expect(await rows()).toHaveLength(2)).toPass();
  const collected = await rows();
  expect(collected.map(({ label }) => String(label)).sort()).toEqual([...labels].sort());
  expect(collected.every(({ image }) => image.length === 784)).toBe(true);

  const csv = page.waitForEvent('download');
  await page.locator('[data-download="csv"]').click();
  const table = (await contents(csv)).toString().trim().split('\n');
  expect(table).toHaveLength(3);
  expect(table[1]?.split(',')).toHaveLength(785);

  const archive = page.waitForEvent('download');
  await page.locator('[data-download="png"]').click();
  const zip = await contents(archive);
  expect(zip.readUInt32LE(0)).toBe(0x04034b50);
  expect(zip.indexOf('\x89PNG', 0, 'latin1')).toBeGreaterThan(0);
  const picture = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      return [bitmap.width, bitmap.height];
    },
    [...zip.subarray(zip.indexOf('\x89PNG', 0, 'latin1'))],
  );
  expect(picture).toEqual([28, 28]);
});

test('two digits instead of one are not collected', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  // Fast, because the first digit would be collected after a pause.
  await pad.drawFast([
    ...(await pad.toPagePoints(DIGITS[1], { x: 0.1, y: 0.2, size: 0.5 })),
    ...(await pad.toPagePoints(DIGITS[7], { x: 0.6, y: 0.2, size: 0.5 })),
  ]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#labelling-note')).toContainText('looks like 2 digits');
  await expect(page.locator('#labelling-count')).toHaveText('0 collected');
});

test('a drawing is collected once, and only if it was started in the labelling mode', async ({ page, context }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectState('saved');
  await page.goto('/favicon.svg');
  const labelling = new DrawingPage(await context.newPage());
  await labelling.open('#teach');
  await labelling.expectState('empty');
  await labelling.draw(DIGITS[7]);
  const count = labelling.page.locator('#labelling-count');
  await expect(count).toHaveText('1 collected');
  await labelling.expectState('empty');
  await labelling.page.locator('#undo').click();
  await labelling.expectReading(/\d/);
  await labelling.page.locator('#predict').click();
  await expect(labelling.page.locator('#labelling-note')).toContainText('Not collected');
  await expect(count).toHaveText('1 collected');
});

test('nothing is saved if the user does not want it', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#pen').click();
  await page.getByRole('switch', { name: 'Save my readings' }).uncheck();
  await page.keyboard.press('Escape');
  const records: boolean[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) records.push(request.postDataJSON().record);
  });
  await pad.draw(DIGITS[7]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#recent li')).toHaveText(['7']);
  expect(records.length).toBeGreaterThan(0);
  expect(records).not.toContain(true);
});

for (const [name, viewport] of [
  ['a wide screen', { width: 1280, height: 720 }],
  ['a phone', { width: 375, height: 667 }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test('a reading of two lines keeps its lines in the history', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      await pad.draw(DIGITS[1], { x: 0.2, y: 0.06, size: 0.36 });
      await pad.draw(DIGITS[7], { x: 0.5, y: 0.06, size: 0.36 });
      await pad.draw(DIGITS[4], { x: 0.2, y: 0.56, size: 0.36 });
      await page.locator('#predict').click();
      await pad.expectState('saved');
      await openHistory(page, 1);
      const tops = await page
        .locator('.record-digit')
        .evaluateAll((digits) => digits.map((digit) => [digit.textContent, digit.getBoundingClientRect().top] as const));
      expect(tops.map(([digit]) => digit)).toEqual(['1', '7', '4']);
      expect(tops[1]?.[1]).toBe(tops[0]?.[1]);
      expect(tops[2]?.[1]).toBeGreaterThan(tops[0]?.[1] ?? 0);
    });
  });
}
