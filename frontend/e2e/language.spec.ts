import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';
import { PASSED, run, simulateRuns } from './trainingRuns';

/** Words that only English has. */
const ENGLISH = /\b(the|and|that|which|with|of|are|reads|drawing|picture)\b/i;

for (const [locale, language, draw, confirmed] of [
  ['de-AT', 'de', 'Zeichnen', 'Von dir bestätigt'],
  ['fr-CA', 'fr', 'Dessiner', 'Confirmé par vous'],
  ['es-MX', 'es', 'Dibujar', 'Confirmado por ti'],
] as const) {
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale });

    test('shows the page in its language', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.views a').first()).toHaveText(draw);
      await pad.draw(DIGITS[7]);
      await pad.expectReading('7');
      await page.locator('.bar[data-digit="7"]').click();
      await expect(page.locator('#confidence')).toHaveText(confirmed);
    });

    test('fits a phone', async ({ page }) => {
      for (const width of [320, 390, 480]) {
        await page.setViewportSize({ width, height: 800 });
        await new DrawingPage(page).open();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });

    test('keeps the explanation’s button inside the reading', async ({ page }) => {
      for (const width of [1024, 1280, 1440]) {
        await page.setViewportSize({ width, height: 720 });
        await new DrawingPage(page).open();
        const reading = (await page.locator('#reading').boundingBox())!;
        const why = (await page.locator('#why').boundingBox())!;
        expect(why.x + why.width, `at ${width}`).toBeLessThan(reading.x + reading.width);
      }
    });

    test('has one row for the buttons of Teach on a phone', async ({ page }) => {
      for (const width of [320, 360, 390]) {
        await page.setViewportSize({ width, height: 740 });
        await new DrawingPage(page).open('#teach');
        const buttons = page.locator('.labelling-actions button:visible');
        await expect(buttons).toHaveCount(2);
        const rows = await buttons.evaluateAll((all) => new Set(all.map((each) => each.getBoundingClientRect().top)).size);
        expect(rows, `rows at ${width}`).toBe(1);
      }
    });

    test('fits a phone in Teach, with the tools of a box and with training runs', async ({ page }) => {
      const { runs } = await simulateRuns(page);
      runs.push(run('gate', PASSED));
      const pad = new DrawingPage(page);
      const width = async (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
      for (const phone of [320, 390]) {
        await page.setViewportSize({ width: phone, height: phone === 320 ? 568 : 844 });
        await pad.open('#teach');
        expect(await width(), 'Teach').toBe(phone);
        await pad.open('#model');
        await page.reload();
        await expect(page.locator('.run table')).toBeVisible();
        expect(await width(), 'training runs').toBe(phone);
        const figures = page.locator('#model-charts .chart-figure');
        await expect(figures.first()).toBeVisible();
        const beyond = await figures.evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth));
        expect(Math.max(...beyond), 'figures beyond the screen').toBe(0);
        await page.goto('/#draw');
        await page.locator('#clear').click({ force: true });
        await pad.draw(DIGITS[7], { x: 0.3, y: 0.1, size: 0.5 });
        await pad.expectReading('7');
        await pad.expectState('saved');
        const box = (await page.locator('.box').boundingBox())!;
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        const tools = page.locator('#box-tools button');
        await expect(tools).toHaveCount(4);
        for (const tool of await tools.all()) await expect(tool).toBeInViewport({ ratio: 1 });
        const rows = await tools.evaluateAll((all) => new Set(all.map((each) => each.getBoundingClientRect().top)).size);
        expect(rows, 'rows of tools').toBe(1);
        const confidence = page.locator('#confidence');
        await expect(confidence).toContainText('%');
        expect(await confidence.evaluate((text) => [text.scrollWidth - text.clientWidth, text.scrollHeight - text.clientHeight])).toEqual([0, 0]);
      }
    });
  });
}

test('the user chooses another language, and keeps the drawing', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await pad.draw(DIGITS[4]);
  await pad.expectReading('4');
  await page.locator('#pen').click();
  await page.getByLabel('Language').selectOption('Deutsch');
  await expect(page.locator('#predict')).toHaveText('Lesen');
  await pad.expectReading('4');
  await page.reload();
  await expect(page.locator('#predict')).toHaveText('Lesen');
});

for (const locale of ['de', 'fr', 'es']) {
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale });

    test('shows the layers and the explanation without a word of English', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      const empty = await page.locator('#recent').evaluate((list) => getComputedStyle(list, '::before').content);
      expect(empty).not.toMatch(ENGLISH);
      await pad.draw(DIGITS[7]);
      await pad.expectReading('7');
      await page.locator('#why').click();
      await expect(page.locator('#why-text')).not.toBeEmpty();
      expect(await page.locator('#why-text').textContent()).not.toMatch(ENGLISH);
      await page.goto('/#inside');
      await expect(page.locator('.inside-layers canvas').first()).toBeVisible();
      expect(await page.locator('#inside').innerText()).not.toMatch(ENGLISH);
    });

    test('shows in it why the service rejects a picture', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      await page.route('**/predict?*', (route) =>
        route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: '/problems/too-many-digits',
            title: 'Too many digits',
            status: 422,
            detail: 'The picture holds more than 64 digits: cut it into pieces.',
          }),
        }),
      );
      await page.locator('#upload').click();
      await page.locator('#picture-example').click();
      await page.locator('#picture-use').click();
      await expect(page.locator('#error-text')).toContainText('64');
      expect(await page.locator('#error-text').textContent()).not.toMatch(ENGLISH);
    });
  });
}
