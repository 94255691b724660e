import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';
import { ID, PASSED, run, simulateRuns } from './trainingRuns';

test('the model’s version and accuracy are shown, and its card', async ({ page }) => {
  const card = await (await page.request.get('/model')).json();
  const pad = new DrawingPage(page);
  await pad.open();
  await expect(page.locator('#model-chip')).toContainText(card.version);
  await page.locator('#model-chip').click();
  await expect(page.locator('#model-lead')).toContainText(card.version);
  await page.getByText('The complete card').click();
  await expect(page.locator('#model-facts')).toContainText(card.sha256);
});

test('the card has each set’s figures, the confusions, the worst mistakes and no claim about drift', async ({ page }) => {
  await new DrawingPage(page).open('#model');
  await expect(page.locator('table.data tbody tr')).toHaveCount(3);
  await expect(page.locator('table.data tbody tr').first()).toContainText('MNIST test');
  await expect(page.locator('table.confusion tbody tr')).toHaveCount(10);
  const first = await page.locator('table.confusion').textContent();
  await page.getByRole('combobox', { name: 'Test set', exact: true }).selectOption('pen, hard');
  await expect(page.locator('table.confusion')).not.toHaveText(first ?? '');
  const mistakes = page.getByRole('img', { name: /confident mistakes/ });
  await mistakes.scrollIntoViewIfNeeded();
  await expect.poll(() => mistakes.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1060);
  await expect(page.locator('#model-card')).toContainText('Too few readings');
});

test('the confidence of each set is a reliability diagram, if the card has its bins', async ({ page }) => {
  const card = await (await page.request.get('/model')).json();
  const bins = [
    { count: 3, confidence: 0.5, accuracy: 1 / 3 },
    { count: 9_000, confidence: 0.99, accuracy: 0.995 },
  ];
  const withBins = (name: string, calibration: unknown) => ({ ...card.results[name], calibration });
  const results = {
    ...card.results,
    'MNIST test': withBins('MNIST test', bins),
    'pen, free': withBins('pen, free', bins.slice(1)),
    'pen, hard': withBins('pen, hard', undefined),
  };
  await page.route('**/model', (route) => route.fulfill({ json: { ...card, results } }));
  await new DrawingPage(page).open('#model');
  await expect(page.locator('.chart-dot title')).toHaveText([
    '50.0 % confident, 33.3 % correct: 3 digits',
    '99.0 % confident, 99.5 % correct: 9,000 digits',
  ]);
  const [low, high] = await page.locator('.chart-dot').evaluateAll((dots) =>
    dots.map((dot) => ({ x: Number(dot.getAttribute('cx')), y: Number(dot.getAttribute('cy')), r: Number(dot.getAttribute('r')) })),
  );
  expect(high!.x).toBeGreaterThan(low!.x);
  expect(high!.y).toBeLessThan(low!.y);
  expect(high!.r).toBeGreaterThan(low!.r);
  const choice = page.getByRole('combobox', { name: 'Test set of the confidence' });
  await expect(choice.locator('option')).toHaveText(['MNIST test', 'pen, free']);
  await choice.selectOption('pen, free');
  await expect(page.locator('.chart-dot')).toHaveCount(1);
});

test('drift is shown day by day', async ({ page }) => {
  const card = await (await page.request.get('/model')).json();
  const days = Array.from({ length: 16 }, (_, i) => ({
    day: `2026-11-${String(i + 10)}`,
    digits: 100 + i,
    unsure: i,
    corrections: 2,
  }));
  const drift = { shifted: true, reasons: ['The digit mix shifted by 30 %.'], digits: 229, digitsBefore: 1491, days };
  await page.route('**/model', (route) => route.fulfill({ json: { ...card, drift } }));
  await new DrawingPage(page).open('#model');
  await expect(page.locator('.figure.drifted')).toContainText('The digit mix shifted by 30 %.');
  await expect(page.locator('.chart-bar')).toHaveCount(48);
  await expect(page.getByText('Digits read each day, Nov 10, 2026 to Nov 25, 2026: up to 115.')).toBeVisible();
});

test('a new version is shown as soon as it reads', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const card = await (await page.request.get('/model')).json();
  await expect(page.locator('#model-chip')).toContainText(card.version);
  await page.route('**/model', (route) => route.fulfill({ json: { ...card, version: '9.9.9' } }));
  const prediction = { digit: 7, confidence: 1, probabilities: Array(10).fill(0.1), notADigit: 0 };
  await page.route('**/predict', (route) =>
    route.fulfill({ json: { id: ID, model: '9.9.9', text: '7', recorded: false, predictions: [prediction] } }),
  );
  await pad.draw(DIGITS[7]);
  await expect(page.locator('#model-chip')).toContainText('9.9.9');
});

test('a run is started after a confirmation, and its progress and end are shown', async ({ page }) => {
  const { runs, started } = await simulateRuns(page);
  await new DrawingPage(page).open('#model');
  await expect(page.locator('#runs-note')).toContainText('unless it is worse than the current one');
  await page.getByRole('button', { name: 'Start a run' }).click();
  await expect(page.locator('#confirm-dialog')).toContainText('learns from the labelled digits of all users');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(started).toEqual([]);
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByLabel('Wait for my decision after the gate').check();
  await page.getByRole('button', { name: 'Start the run' }).click();
  await expect(page.locator('.run .state')).toHaveText(['running']);
  expect(started).toEqual([{ promote: 'ask' }]);
  await expect(page.locator('.run progress')).toHaveAttribute('value', '0.4');
  await expect(page.locator('.time-left')).toHaveText(/Training: 40 %, about \d+ minutes left\./);
  await expect(page.locator('.run pre')).toHaveText('epoch 1 of 3');
  await expect(page.getByRole('button', { name: 'Start a run' })).toBeDisabled();
  runs[0] = run('refused', { reasons: ['Sevens are read worse: 97.1 % instead of 98.0 %.'] });
  await expect(page.locator('.run .state')).toHaveText(['refused']);
  await expect(page.locator('.run li')).toContainText('Sevens are read worse');
  await expect(page.getByRole('button', { name: 'Start a run' })).toBeEnabled();
});

test('the log of a run keeps its scroll position while it grows', async ({ page }) => {
  const { runs } = await simulateRuns(page);
  const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
  runs.push(run('running', { log: lines.join('\n') }));
  await new DrawingPage(page).open('#model');
  const log = page.locator('.run pre');
  await expect(log).toContainText('line 199');
  await log.evaluate((element) => (element.scrollTop = 300));
  runs[0] = run('running', { log: [...lines, 'line 200'].join('\n'), progress: 0.5 });
  await expect(log).toContainText('line 200');
  expect(await log.evaluate((element) => element.scrollTop)).toBe(300);
});

test('an administrator sees the gate’s figures and promotes the candidate', async ({ page }) => {
  const { runs } = await simulateRuns(page);
  runs.push(run('gate', PASSED));
  const promoted: string[] = [];
  await page.route('**/promotion', (route) => {
    promoted.push(route.request().url());
    runs[0] = run('promoted', { ...PASSED, awaitsPromotion: false });
    return route.fulfill({ json: { version: '2.1.0', sha256: '0'.repeat(64) } });
  });
  await new DrawingPage(page).open('#model');
  await expect(page.locator('.run .state')).toHaveText(['waits']);
  await expect(page.locator('.run td.better')).toHaveText('99.80 %');
  await expect(page.locator('.run')).toContainText('lacks pen, free');
  await expect(page.locator('.run')).toContainText('a folder with all of it as --training-data DIR');
  await expect(page.locator('.run')).toContainText('On 480 of 500 recorded digits');
  await page.getByRole('button', { name: 'Promote' }).click();
  await page.locator('#confirm-action').click();
  await expect(page.locator('#notice')).toContainText('Model 2.1.0 was promoted.');
  await expect(page.locator('.run .state')).toHaveText(['promoted']);
  expect(promoted).toHaveLength(1);
  expect(promoted[0]).toContain(ID);
});

test('an administrator cancels a run, and refuses a candidate', async ({ page }) => {
  const { runs } = await simulateRuns(page);
  runs.push(run('running', { progress: 0.4 }));
  const sent: string[] = [];
  await page.route('**/cancellation', (route) => {
    sent.push(route.request().url());
    const waits = runs[0]?.['awaitsPromotion'] === true;
    runs[0] = waits ? run('refused', { reasons: ['An administrator refused the candidate.'] }) : run('cancelled');
    return route.fulfill({ json: runs[0] });
  });
  await new DrawingPage(page).open('#model');
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(page.locator('#confirm-dialog')).toContainText('What it has learned is lost.');
  expect(sent).toEqual([]);
  await page.locator('#confirm-action').click();
  await expect(page.locator('.run .state')).toHaveText(['cancelled']);
  await expect(page.locator('#notice')).toContainText('The run was cancelled.');
  await expect(page.getByRole('button', { name: 'Start a run' })).toBeEnabled();
  runs[0] = run('gate', PASSED);
  await page.reload();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await page.locator('#confirm-action').click();
  await expect(page.locator('.run .state')).toHaveText(['refused']);
  await expect(page.locator('.run li')).toHaveText(['An administrator refused the candidate.']);
  expect(sent).toHaveLength(2);
  expect(sent[0]).toContain(ID);
});

test('a rollback without an earlier model says why it is not possible', async ({ page }) => {
  await new DrawingPage(page).open('#model');
  await page.getByRole('button', { name: 'Roll back' }).click();
  await page.locator('#confirm-action').click();
  await expect(page.locator('#notice')).toBeVisible();
  await expect(page.locator('#notice-text')).not.toHaveText('');
});

test('training runs are shown to administrators only', async ({ page }) => {
  await new DrawingPage(page).open('#model');
  await expect(page.locator('#model-lead')).toContainText('reads your digits');
  await expect(page.locator('#runs')).toBeVisible();
  await page.route('**/training-runs', (route) => route.fulfill({ status: 403, json: {} }));
  await page.reload();
  await expect(page.locator('#model-lead')).toContainText('reads your digits');
  await expect(page.locator('#runs')).toBeHidden();
});

test('a view opens at its top', async ({ page }) => {
  // So small that all views are longer than the window.
  await page.setViewportSize({ width: 390, height: 480 });
  await new DrawingPage(page).open('#model');
  await expect(page.locator('table.confusion')).toBeVisible();
  await page.locator('#start-run').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await page.evaluate(() => (location.hash = '#history'));
  await expect(page.getByRole('heading', { name: 'History', exact: true })).toBeInViewport();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
});
