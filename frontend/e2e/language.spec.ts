import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

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
