import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { IMAGES, TOLERANCE, classifyInPage, greatestDifference, images, ofService } from './networkAgreement';

/**
 * Playwright drives only its own build of Firefox. Puppeteer drives any through WebDriver BiDi, so
 * the system's Firefox is enough.
 */
let browser: Browser | null = null;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const executablePath = findFirefox();
  test.skip(executablePath === null, 'there is no Firefox');
  if (executablePath !== null) browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: 120_000 });
});

test.afterAll(() => browser?.close());

/** The path of Firefox; null if there is none, for which browser.sh prints the reason. */
function findFirefox(): string | null {
  const finder = fileURLToPath(new URL('./browser.sh', import.meta.url));
  const { status, stdout } = spawnSync(finder, ['firefox'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return status === 0 ? stdout.trim() : null;
}

async function open(baseURL: string | undefined): Promise<Page> {
  const page = await browser!.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.goto(`${baseURL ?? ''}/`);
  await page.waitForSelector('#bars button');
  return page;
}

async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (place, expected) => document.querySelector(place)?.textContent?.includes(expected),
    { timeout: 120_000 },
    selector,
    text,
  );
}

test('Firefox draws, reads and clears', async ({ baseURL }) => {
  const page = await open(baseURL);
  const frame = (await (await page.$('#canvas'))!.boundingBox())!;
  const at = (x: number, y: number) => [frame.x + frame.width * x, frame.y + frame.height * y] as const;
  await page.mouse.move(...at(0.4, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.2), { steps: 6 });
  await page.mouse.move(...at(0.48, 0.8), { steps: 10 });
  await page.mouse.up();
  await waitForText(page, '#numeral', '7');
  await page.click('#predict');
  await page.waitForSelector('#reading[data-state="saved"]');
  // Firefox activates a button when Space is released, and the button that was clicked has the focus.
  await page.keyboard.press(' ');
  await page.waitForSelector('#reading[data-state="empty"]');
  expect(await page.$eval('#undo', (button) => (button as HTMLButtonElement).disabled)).toBe(false);
  await page.close();
});

test('the network in Firefox agrees with ONNX Runtime on 1,000 images', async ({ baseURL }) => {
  const page = await open(baseURL);
  const inputs = images();
  const answers = await ofService(baseURL ?? '', inputs);
  const worker = await page.waitForFunction(
    () => performance.getEntriesByType('resource').find(({ name }) => /\/networkWorker-[^/]*\.js$/.test(name))?.name,
    { timeout: 120_000 },
  );
  const { sha256 } = (await (await fetch(`${baseURL ?? ''}/model`)).json()) as { sha256: string };
  const encoded = inputs.map((image) => Buffer.from(image).toString('base64'));
  const { outputs } = await page.evaluate(classifyInPage, [
    String(await worker.jsonValue()),
    `/model/files/${sha256}`,
    encoded,
    'wasm',
  ] as const);
  expect(outputs).toHaveLength(IMAGES);
  const difference = greatestDifference(outputs, answers);
  console.log(`greatest difference in Firefox ${difference.toExponential(1)}`);
  expect(difference).toBeLessThan(TOLERANCE);
  await page.close();
});
