import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

/** Draws a seven with the keys, starting at the pen's initial position. */
async function drawSeven(page: Page): Promise<void> {
  const keys = page.keyboard;
  const times = async (count: number, key: string): Promise<void> => {
    for (let i = 0; i < count; i++) await keys.press(key);
  };
  await times(3, 'Shift+ArrowLeft');
  await keys.press('p');
  await times(6, 'Shift+ArrowRight');
  for (let i = 0; i < 8; i++) {
    await keys.press('Shift+ArrowDown');
    await times(2, 'ArrowLeft');
  }
  await keys.press('p');
}

async function tabTo(page: Page, id: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`expected Tab to reach #${id}`);
}

test('a digit is drawn, read, corrected, undone and cleared with the keyboard only', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await page.keyboard.press('Enter');
  await pad.expectState('saved');
  await pad.expectReading('7');
  const saved = page.waitForResponse((response) => response.url().endsWith('/labels') && response.ok());
  await page.keyboard.press('2');
  await pad.expectReading('2');
  await pad.expectState('corrected');
  await saved;
  await page.keyboard.press(' ');
  await pad.expectState('empty');
  expect(await pad.countInk()).toBe(0);
  await page.keyboard.press('Control+z');
  await pad.expectReading('2');
  await page.keyboard.press('Control+z');
  await pad.expectReading('7');
  await pad.expectState('saved');
  await page.keyboard.press('Control+z');
  expect(await pad.countInk()).toBe(0);
  await page.keyboard.press('Control+y');
  expect(await pad.countInk()).toBeGreaterThan(0);
});

test('an unfinished keyboard stroke is cleared with the canvas', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await tabTo(page, 'canvas');
  await page.keyboard.press('p');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowDown');
  await pad.expectReading('1');
  await page.keyboard.press(' ');
  await pad.expectState('empty');
  expect(await pad.countInk()).toBe(0);
});

test('everything is reachable with Tab, and the focus is visible', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await page.keyboard.press('Enter');
  await pad.expectState('saved');
  const reached = new Set<string>();
  for (let i = 0; i < 45; i++) {
    await page.keyboard.press('Tab');
    const { name, visible } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element.id === 'canvas' ? element.parentElement! : element);
      return {
        name: element.id || element.dataset['digit'] || element.textContent || '',
        visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      };
    });
    if (name.trim() !== '' && name !== 'main') {
      reached.add(name.trim());
      if (await page.evaluate(() => document.activeElement !== document.body)) {
        expect(visible, `the focus on ${name} is visible`).toBe(true);
      }
    }
  }
  for (const name of ['scheme', 'help', 'canvas', 'pen', 'clear', 'predict', 'why', '0', '9', 'clear-recent', 'Draw', 'Teach', 'History', 'Model']) {
    expect([...reached]).toContain(name);
  }
});

test('the toolbar is one tab stop, with arrow keys between its buttons', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await tabTo(page, 'canvas');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('pen');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('upload');
  await page.keyboard.press('End');
  expect(await focused()).toBe('upload');
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('pen');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('predict');
});

test('Space clears the canvas after a button was clicked', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  for (const button of ['#why', '#predict', '.bar[data-digit="7"]']) {
    await pad.draw(DIGITS[7]);
    await pad.expectState(/saved|corrected/);
    await page.locator(button).click();
    await page.keyboard.press(' ');
    await pad.expectState('empty');
    expect(await pad.countInk()).toBe(0);
  }
  await expect(page.locator('#why')).toHaveAttribute('aria-pressed', 'true');
});

test('the position of the pen and the explanation are announced on demand', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await tabTo(page, 'canvas');
  await page.keyboard.press('l');
  await expect(page.locator('#announcer')).toHaveText('Pen up, 50 percent from the left, 25 percent from the top.');
  await drawSeven(page);
  await pad.expectState('saved');
  await page.keyboard.press('w');
  await expect(page.locator('#announcer')).toHaveText(/support|No single part/);
  await expect(page.locator('#why-text')).toHaveText(/support|No single part/);
});

test('Space and Enter on a button only activate the button', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await pad.expectState('saved');
  const ink = await pad.countInk();
  await page.locator('#why').focus();
  await page.keyboard.press(' ');
  await expect(page.locator('#why')).toHaveAttribute('aria-pressed', 'true');
  expect(await pad.countInk()).toBe(ink);
});

test('single-key shortcuts can be disabled, as WCAG 2.1.4 requires', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#pen').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('Escape');
  await page.locator('#canvas').focus();
  await drawSeven(page);
  await pad.expectReading('7');
  const ink = await pad.countInk();
  await page.keyboard.press(' ');
  await page.keyboard.press('3');
  expect(await pad.countInk()).toBe(ink);
  await pad.expectReading('7');
});

test('readings and corrections are announced to screen readers', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const announcer = page.locator('#announcer');
  await expect(announcer).toHaveAttribute('aria-live', 'polite');
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await page.keyboard.press('Enter');
  await expect(announcer).toHaveText(/^Read 7, \d+ percent/);
  await page.keyboard.press('1');
  await expect(announcer).toHaveText('Corrected to 1.');
  await page.locator('#clear').focus();
  await page.keyboard.press('Enter');
  await expect(announcer).toHaveText('Canvas cleared.');
  await expect(page.locator('#error [role="alert"]')).toHaveRole('alert');
});

test('actions by key are announced, repeated ones too', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const said: string[] = [];
  await page.exposeFunction('say', (text: string) => said.push(text));
  await page.locator('#announcer').evaluate((announcer) => {
    const { say } = window as unknown as { say(text: string | null): void };
    new MutationObserver(() => say(announcer.textContent)).observe(announcer, { childList: true });
  });
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await pad.expectState('saved');
  for (const key of ['Control+z', 'Control+y', ' ', 'Control+z']) await page.keyboard.press(key);
  const words = ['Pen down.', 'Pen up.', 'Undone.', 'Redone.', 'Canvas cleared.'];
  await expect.poll(() => said).toEqual(expect.arrayContaining(words));
  await pad.expectReading('7');
  const before = said.length;
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect.poll(() => said.slice(before).filter((text) => text.startsWith('Digit 1 of 1: 7.'))).toHaveLength(2);
});

test('the requested digit is announced, and skipping to the canvas does not leave the labelling mode', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open('#teach');
  await expect(page.locator('[aria-live] #labelling-digit')).toHaveText(/^\d$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#canvas')).toBeFocused();
  await expect(page.locator('#labelling')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#teach');
});

test('help opens with a key, and Escape restores the focus', async ({ page }) => {
  await new DrawingPage(page).open();
  await page.locator('#canvas').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help and keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Help and keys' })).toBeHidden();
  await expect(page.locator('#canvas')).toBeFocused();
});
