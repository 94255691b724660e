import { readFileSync } from 'node:fs';
import { type Download, type Page, expect, test } from '@playwright/test';
import { DIGITS, Hand } from './hand';

async function record(hand: Hand, ...digits: (keyof typeof DIGITS)[]): Promise<void> {
  for (const digit of digits) {
    await hand.write(DIGITS[digit]);
    await hand.page.locator('#predict').click();
    await hand.expectState('kept');
    await hand.page.locator('#clear').click();
  }
}

/** The ledger is written a moment after the answer: looks again until all records are there. */
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

test('readings are kept with time, result and picture, and can be corrected and deleted', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await record(hand, 7, 4);
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
  await page.getByRole('dialog', { name: 'The right digit' }).getByRole('button', { name: '9' }).click();
  await expect(page.locator('.record-digit').first()).toHaveText('94');
  await saved;
  await page.reload();
  await expect(page.locator('.record-digit.corrected')).toHaveCount(1);

  const gone = page.waitForResponse((response) => response.request().method() === 'DELETE' && response.ok());
  await page.getByRole('button', { name: 'Delete the reading 7' }).click();
  await gone;
  await page.reload();
  await expect(page.locator('.record')).toHaveCount(1);
});

test('digits are corrected in the history with the keyboard', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await record(hand, 1);
  await openHistory(page, 1);
  await page.locator('.record-digit').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#keypad')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('#keypad button:focus')).toHaveText('2');
  await page.keyboard.press('7');
  await expect(page.locator('#keypad')).toBeHidden();
  await expect(page.locator('.record-digit')).toHaveText('71');
  await expect(page.locator('.record-digit')).toBeFocused();
});

test('a long history comes page by page', async ({ page, request }) => {
  const hand = new Hand(page);
  await hand.open();
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

test('another browser sees nothing of it', async ({ page, browser }) => {
  const hand = new Hand(page);
  await hand.open();
  await record(hand, 7);
  await openHistory(page, 1);
  const other = await (await browser.newContext()).newPage();
  await other.goto('/#history');
  await expect(other.locator('#history-note')).toContainText('Nothing yet');
  await other.context().close();
});

test('the labelling mode asks for digits and collects them, and the set is downloaded in three forms', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open('#teach');
  const labels: string[] = [];
  for (let i = 1; i <= 3; i++) {
    const wanted = (await page.locator('#lesson-digit').textContent()) ?? '';
    labels.push(wanted);
    await hand.write(DIGITS[7]);
    await page.keyboard.press('Enter');
    await expect(page.locator('#lesson-count')).toHaveText(`${i} collected`);
    await expect(page.locator('#lesson-digit')).not.toHaveText(wanted);
    await hand.expectState('empty');
  }
  await page.locator('#lesson-back').click();
  await expect(page.locator('#lesson-count')).toHaveText('2 collected');
  labels.pop();
  await page.locator('#lesson-skip').click();
  await page.reload();
  await expect(page.locator('#lesson-count')).toHaveText('2 collected');

  const rows = async (): Promise<{ label: number; image: number[] }[]> => {
    const download = page.waitForEvent('download', { timeout: 5_000 });
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

test('two digits where one was asked for are not collected', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open('#teach');
  // Together, for the first alone would be collected once the pen rests.
  await hand.writeQuickly([
    ...(await hand.placed(DIGITS[1], { x: 0.1, y: 0.2, size: 0.5 })),
    ...(await hand.placed(DIGITS[7], { x: 0.6, y: 0.2, size: 0.5 })),
  ]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#lesson-note')).toContainText('looks like 2 digits');
  await expect(page.locator('#lesson-count')).toHaveText('0 collected');
});

test('a sheet is collected once, and only if it was begun in the lesson', async ({ page, context }) => {
  const hand = new Hand(page);
  await hand.open();
  await hand.write(DIGITS[7]);
  await hand.expectState('kept');
  await page.goto('/favicon.svg');
  const lesson = new Hand(await context.newPage());
  await lesson.open('#teach');
  await lesson.expectState('empty');
  await lesson.write(DIGITS[7]);
  const count = lesson.page.locator('#lesson-count');
  await expect(count).toHaveText('1 collected');
  await lesson.expectState('empty');
  await lesson.page.locator('#undo').click();
  await lesson.expectReading(/\d/);
  await lesson.page.locator('#predict').click();
  await expect(lesson.page.locator('#lesson-note')).toContainText('Not collected');
  await expect(count).toHaveText('1 collected');
});

test('nothing is kept where nothing is to be kept', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await page.locator('#pen').click();
  await page.getByRole('switch', { name: 'Keep my readings' }).uncheck();
  await page.keyboard.press('Escape');
  const records: boolean[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) records.push(request.postDataJSON().record);
  });
  await hand.write(DIGITS[7]);
  await page.keyboard.press('Enter');
  await expect(page.locator('#row li')).toHaveText(['7']);
  expect(records.length).toBeGreaterThan(0);
  expect(records).not.toContain(true);
});

test('training runs are shown, and a new one is started', async ({ page }) => {
  const runs: Record<string, unknown>[] = [];
  const run = (state: string, more = {}) => ({
    id: '01900000-0000-7000-8000-000000000000',
    trigger: 'hand',
    createdAt: '2026-01-02T03:04:05Z',
    updatedAt: '2026-01-02T03:05:05Z',
    state,
    ...more,
  });
  // A real run takes minutes of both cores, so here the interface is played from its description.
  await page.route('**/training-runs', (route) => {
    if (route.request().method() === 'POST') {
      runs.unshift(run('running', { rows: 12, progress: 0.4, log: 'epoch 1 of 3' }));
      return route.fulfill({ status: 202, json: runs[0] });
    }
    return route.fulfill({ json: { runs } });
  });
  await new Hand(page).open('#model');
  await expect(page.locator('#runs-note')).toContainText('None yet.');
  await page.getByRole('button', { name: 'Start a run' }).click();
  await expect(page.locator('.run .state')).toHaveText(['running']);
  await expect(page.locator('.run progress')).toHaveAttribute('value', '0.4');
  await expect(page.locator('.run pre')).toHaveText('epoch 1 of 3');
  await expect(page.getByRole('button', { name: 'Start a run' })).toBeDisabled();
  runs[0] = run('refused', { reasons: ['Sevens are read worse: 97.1 % instead of 98.0 %.'] });
  await expect(page.locator('.run .state')).toHaveText(['refused']);
  await expect(page.locator('.run li')).toContainText('Sevens are read worse');
  await expect(page.getByRole('button', { name: 'Start a run' })).toBeEnabled();
});

test('this machine’s own training runs can be seen from it, and from elsewhere none show', async ({ page }) => {
  await new Hand(page).open('#model');
  await expect(page.locator('#model-lead')).toContainText('reads your digits');
  await expect(page.locator('#runs')).toBeVisible();
  await page.route('**/training-runs', (route) => route.fulfill({ status: 403, json: {} }));
  await page.reload();
  await expect(page.locator('#model-lead')).toContainText('reads your digits');
  await expect(page.locator('#runs')).toBeHidden();
});
