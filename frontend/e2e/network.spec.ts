import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';
import { IMAGES, TOLERANCE, classifyInPage, greatestDifference, images, ofService } from './networkAgreement';

const MAX_MS = 8;

/** Runs images through the page's network, in a worker of its own. */
async function classify(page: Page, inputs: number[][], kernel: 'wasm' | 'js') {
  const sha256 = (await (await page.request.get('/model')).json()).sha256 as string;
  // Many numbers take Playwright long to hand over.
  const encoded = inputs.map((image) => Buffer.from(image).toString('base64'));
  return page.evaluate(classifyInPage, [await new DrawingPage(page).networkWorker(), `/model/files/${sha256}`, encoded, kernel] as const);
}

test('the network in the page agrees with ONNX Runtime on 1,000 images, and takes at most 8 ms', async ({ page, baseURL }) => {
  await new DrawingPage(page).open();
  const inputs = images();
  const answers = await ofService(baseURL ?? '', inputs);
  expect(new Set(answers.map(({ probabilities }) => probabilities.indexOf(Math.max(...probabilities)))).size).toBeGreaterThan(5);
  const { outputs, fastest } = await classify(page, inputs, 'wasm');
  expect(outputs).toHaveLength(IMAGES);
  const difference = greatestDifference(outputs, answers);
  console.log(`greatest difference ${difference.toExponential(1)}, ${fastest.toFixed(2)} ms per digit`);
  expect(difference).toBeLessThan(TOLERANCE);
  // The fastest, because other tests run beside this one.
  expect(fastest).toBeLessThan(MAX_MS);
  const inJavaScript = await classify(page, inputs.slice(0, 20), 'js');
  expect(greatestDifference(inJavaScript.outputs, answers.slice(0, 20))).toBeLessThan(TOLERANCE);
});

test('the serving model’s card is requested once at the start', async ({ page }) => {
  let requests = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/model') requests++;
  });
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.networkWorker();
  await expect(page.locator('#model-chip')).toBeVisible();
  expect(requests).toBe(1);
});

test('a digit is read on the device while the pen moves, and by the service when it is lifted', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await new DrawingPage(page).networkWorker();
  await page.waitForTimeout(1000);
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/predict')) requests.push(request.url());
  });
  const [[first, ...rest] = []] = await pad.toPagePoints(DIGITS[7]);
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const { x, y } of rest) {
    await page.mouse.move(x, y, { steps: 4 });
    await page.waitForTimeout(100);
  }
  await pad.expectReading('7');
  await expect(page.locator('#device-note')).toHaveText('Read on this device.');
  expect(requests).toHaveLength(0);
  await page.mouse.up();
  await pad.expectState('saved');
  expect(requests).toHaveLength(2);
  await expect(page.locator('#device-note')).toContainText('read on this device too, with the same result');
});

test('where the device and the service differ, both are shown and it is counted', async ({ page }) => {
  await page.route('**/predict', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replaceAll(/"digit":\s*7/g, '"digit":1').replace('"text":"7"', '"text":"1"') });
  });
  const pad = new DrawingPage(page);
  await pad.open();
  await new DrawingPage(page).networkWorker();
  await page.waitForTimeout(1000);
  await pad.draw(DIGITS[7]);
  await pad.expectReading('1');
  await expect(page.locator('#device-note')).toContainText('The model on this device reads 7.');
  await expect(page.locator('#device-note')).toContainText(/\d read on this device too, \d with another result/);
  // The answer to the recorded request may still be on its way.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the page reads without the network in it', async ({ page }) => {
  await page.route('**/model/files/*', (route) => route.fulfill({ status: 404 }));
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await expect(page.locator('#device-note')).toBeEmpty();
});
