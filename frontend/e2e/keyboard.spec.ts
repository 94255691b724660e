import { type Page, expect, test } from '@playwright/test';
import { Hand } from './hand';

/** Draws a seven with the keys alone, from where the pen waits: top, middle. */
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
  throw new Error(`Tab never comes to #${id}`);
}

test('a digit is drawn, read, corrected, undone and cleared with the keyboard alone', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await page.keyboard.press('Enter');
  await hand.expectState('kept');
  await hand.expectReading('7');
  const saved = page.waitForResponse((response) => response.url().endsWith('/labels') && response.ok());
  await page.keyboard.press('2');
  await hand.expectReading('2');
  await hand.expectState('corrected');
  await saved;
  await page.keyboard.press(' ');
  await hand.expectState('empty');
  expect(await hand.inked()).toBe(0);
  await page.keyboard.press('Control+z');
  await hand.expectReading('2');
  await page.keyboard.press('Control+z');
  expect(await hand.inked()).toBe(0);
  await page.keyboard.press('Control+y');
  expect(await hand.inked()).toBeGreaterThan(0);
});

test('a stroke that the keyboard has begun is cleared with the canvas', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await tabTo(page, 'canvas');
  await page.keyboard.press('p');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowDown');
  await hand.expectReading('1');
  await page.keyboard.press(' ');
  await hand.expectState('empty');
  expect(await hand.inked()).toBe(0);
});

test('everything is reached with Tab, and what has the focus shows it', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await page.keyboard.press('Enter');
  await hand.expectState('kept');
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
        expect(visible, `the focus on ${name} can be seen`).toBe(true);
      }
    }
  }
  for (const name of ['scheme', 'help', 'canvas', 'undo', 'pen', 'upload', 'share', 'clear', 'predict', 'why', '0', '9', 'clear-row', 'Draw', 'Teach', 'History', 'Model']) {
    expect([...reached]).toContain(name);
  }
});

test('space and Enter on a button press it and do nothing else', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await hand.expectState('kept');
  const ink = await hand.inked();
  await page.locator('#why').focus();
  await page.keyboard.press(' ');
  await expect(page.locator('#why')).toHaveAttribute('aria-pressed', 'true');
  expect(await hand.inked()).toBe(ink);
});

test('single keys can be switched off, for those whose tools press keys of their own', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  await page.locator('#pen').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('Escape');
  await page.locator('#canvas').focus();
  await drawSeven(page);
  await hand.expectReading('7');
  const ink = await hand.inked();
  await page.keyboard.press(' ');
  await page.keyboard.press('3');
  expect(await hand.inked()).toBe(ink);
  await hand.expectReading('7');
});

test('what happens is announced to a screen reader', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
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
  await expect(page.locator('#trouble')).toHaveRole('alert');
});

test('what the keys do is announced, the same again, too', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const said: string[] = [];
  await page.exposeFunction('say', (text: string) => said.push(text));
  await page.locator('#announcer').evaluate((announcer) => {
    const { say } = window as unknown as { say(text: string | null): void };
    new MutationObserver(() => say(announcer.textContent)).observe(announcer, { childList: true });
  });
  await tabTo(page, 'canvas');
  await drawSeven(page);
  await hand.expectState('kept');
  for (const key of ['Control+z', 'Control+y', ' ', 'Control+z']) await page.keyboard.press(key);
  const words = ['Pen down.', 'Pen up.', 'Undone.', 'Redone.', 'Canvas cleared.'];
  await expect.poll(() => said).toEqual(expect.arrayContaining(words));
  await hand.expectReading('7');
  const before = said.length;
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect.poll(() => said.slice(before).filter((text) => text.startsWith('Digit 1 of 1: 7.'))).toHaveLength(2);
});

test('the lesson’s digit is announced, and skipping to the canvas does not end the lesson', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open('#teach');
  await expect(page.locator('[aria-live] #lesson-digit')).toHaveText(/^\d$/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#canvas')).toBeFocused();
  await expect(page.locator('#lesson')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#teach');
});

test('help opens with a key, and Escape gives the focus back', async ({ page }) => {
  await new Hand(page).open();
  await page.locator('#canvas').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help and keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Help and keys' })).toBeHidden();
  await expect(page.locator('#canvas')).toBeFocused();
});
