import { expect, test } from '@playwright/test';
import { DIGITS, Hand } from './hand';

const SCREENS = {
  'a phone upright': { width: 390, height: 664 },
  'a small phone upright': { width: 360, height: 560 },
  'a phone on its side': { width: 844, height: 340 },
  'a tablet upright': { width: 820, height: 1180 },
};

for (const [name, viewport] of Object.entries(SCREENS)) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport, hasTouch: true, isMobile: true });

    test('canvas and answer fit without scrolling, and nothing sticks out', async ({ page }) => {
      const hand = new Hand(page);
      await hand.open();
      await hand.touch(DIGITS[7]);
      await hand.expectReading('7');
      await hand.expectState('kept');
      for (const id of ['#canvas', '#numeral', '#net', '#bars', '#predict', '#clear']) {
        const box = await page.locator(id).boundingBox();
        expect(box, id).not.toBeNull();
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(viewport.height);
        expect((box?.x ?? 0) + (box?.width ?? 0), id).toBeLessThanOrEqual(viewport.width);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(viewport.width);
    });

    test('everything that is pressed is large enough for a finger', async ({ page }) => {
      await new Hand(page).open();
      const small = await page.locator('main button:visible, header a:visible, header button:visible').evaluateAll(
        (elements) =>
          elements
            .map((element) => ({ name: element.id || element.textContent, box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 24 || box.height < 24)
            .map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
      );
      expect(small).toEqual([]);
    });
  });
}

test.describe('a finger', () => {
  test.use({ viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true });

  test('draws a vertical stroke whole, and the page does not scroll', async ({ page }) => {
    const hand = new Hand(page);
    await hand.open('');
    const top = await hand.spot(0.5, 0.05);
    const bottom = await hand.spot(0.5, 0.95);
    await hand.fingers('touchStart', top);
    for (let i = 1; i <= 20; i++) {
      await hand.fingers('touchMove', { x: top.x, y: top.y + ((bottom.y - top.y) * i) / 20 });
    }
    await hand.fingers('touchEnd');
    await hand.expectReading('1');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const height = async (): Promise<number> => (await page.locator('.box').boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan((bottom.y - top.y) * 0.95);
    await page.locator('#undo').click();
    expect(await hand.inked()).toBe(0);
  });

  test('that is joined by a second one goes on writing alone', async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    const first = await hand.spot(0.4, 0.2);
    const second = await hand.spot(0.9, 0.5);
    await hand.fingers('touchStart', { ...first, id: 0 });
    await hand.fingers('touchMove', { x: first.x, y: first.y + 60, id: 0 });
    await hand.fingers('touchStart', { x: first.x, y: first.y + 60, id: 0 }, { ...second, id: 1 });
    for (let i = 1; i <= 6; i++) {
      await hand.fingers(
        'touchMove',
        { x: first.x, y: first.y + 60 + i * 15, id: 0 },
        { x: second.x - i * 10, y: second.y, id: 1 },
      );
    }
    await hand.fingers('touchEnd');
    await hand.expectReading('1');
    await expect(page.locator('.box')).toHaveCount(1);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    await page.locator('#undo').click();
    expect(await hand.inked()).toBe(0);
  });

  test('that the system takes away leaves what it wrote, and the next one writes on', async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    const top = await hand.spot(0.5, 0.1);
    await hand.fingers('touchStart', top);
    for (let i = 1; i <= 10; i++) await hand.fingers('touchMove', { x: top.x, y: top.y + i * 18 });
    await hand.fingers('touchCancel');
    await hand.expectReading('1');
    const written = await hand.inked();
    await hand.touch(DIGITS[7], { x: 0.6, y: 0.3, size: 0.4 });
    expect(await hand.inked()).toBeGreaterThan(written);
    await page.locator('#undo').click();
    expect(await hand.inked()).toBe(written);
  });

  test('that only touches and is taken away leaves nothing', async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    await hand.fingers('touchStart', await hand.spot(0.5, 0.5));
    await hand.fingers('touchCancel');
    expect(await hand.inked()).toBe(0);
    await expect(page.locator('#undo')).toBeDisabled();
  });
});

test('a pen that presses harder writes wider, unless told not to', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const inkOf = async (force: number): Promise<number> => {
    const session = await hand.session();
    const from = await hand.spot(0.3, 0.5);
    const event = { button: 'left', buttons: 1, pointerType: 'pen', force, clickCount: 1 } as const;
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, ...event });
    for (let i = 1; i <= 10; i++) {
      const to = { x: from.x + i * 20, y: from.y };
      await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, ...event });
    }
    await session.send('Input.dispatchMouseEvent', {
      type: 'mouseReleased',
      x: from.x + 200,
      y: from.y,
      ...event,
    });
    const ink = await hand.inked();
    await page.locator('#clear').click();
    return ink;
  };
  const light = await inkOf(0.2);
  const hard = await inkOf(0.9);
  expect(hard).toBeGreaterThan(light * 1.8);
  await page.locator('#pen').click();
  await page.getByRole('switch', { name: 'Pressure' }).uncheck();
  await page.keyboard.press('Escape');
  expect(await inkOf(0.2)).toBe(await inkOf(0.9));
});
