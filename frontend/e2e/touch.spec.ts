import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { DIGITS, DrawingPage } from './drawingPage';

/** A picture of two lines with five digits each. */
const EXAMPLE = fileURLToPath(new URL('../public/example.png', import.meta.url));

const SCREENS = {
  'a phone in portrait': { width: 390, height: 664 },
  'a tall phone in portrait': { width: 390, height: 844 },
  'a small phone in portrait': { width: 320, height: 568 },
  'a phone in landscape': { width: 844, height: 340 },
  'a small phone in landscape': { width: 667, height: 375 },
  'a tablet in portrait': { width: 820, height: 1180 },
};

for (const [name, viewport] of Object.entries(SCREENS)) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport, hasTouch: true, isMobile: true });

    test('canvas and reading fit without scrolling, and nothing overflows', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      await pad.drawByTouch(DIGITS[7]);
      await pad.expectReading('7');
      await pad.expectState('saved');
      for (const id of ['#canvas', '#numeral', '#net', '#bars', '#predict', '#clear']) {
        const box = await page.locator(id).boundingBox();
        expect(box, id).not.toBeNull();
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(viewport.height);
        expect((box?.x ?? 0) + (box?.width ?? 0), id).toBeLessThanOrEqual(viewport.width);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(viewport.width);
      // Also the longest percentage.
      await expect(page.locator('.bar.top .bar-value')).toHaveText('100 %');
      const clipped = await page.locator('.bar').evaluateAll((bars) =>
        bars.filter((bar) => {
          const text = document.createRange();
          text.selectNodeContents(bar.querySelector('.bar-value')!);
          return text.getBoundingClientRect().right > bar.getBoundingClientRect().right;
        }).length,
      );
      expect(clipped).toBe(0);
    });

    test('both lines of a picture are visible', async ({ page }) => {
      await new DrawingPage(page).open();
      await page.locator('#file').setInputFiles(EXAMPLE);
      await page.locator('#picture-use').click();
      const numeral = page.locator('#numeral');
      await expect(numeral.locator('button')).toHaveCount(10);
      expect(await numeral.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
    });

    test('the labelling mode fits without scrolling', async ({ page }) => {
      await new DrawingPage(page).open('#teach');
      for (const id of ['#labelling', '#canvas', '#tools', '#predict']) {
        const box = await page.locator(id).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(viewport.height);
        expect((box?.x ?? 0) + (box?.width ?? 0), id).toBeLessThanOrEqual(viewport.width);
      }
    });

    test('the canvas is at least 200 px wide, and boxes have their labels on it', async ({ page }) => {
      const pad = new DrawingPage(page);
      await pad.open();
      const frame = await pad.frame();
      expect(frame.width).toBeGreaterThanOrEqual(200);
      await pad.draw(DIGITS[1], { x: 0.01, y: 0.01, size: 0.4 });
      await pad.draw(DIGITS[1], { x: 0.8, y: 0.02, size: 0.4 });
      await pad.draw(DIGITS[7], { x: 0.4, y: 0.55, size: 0.4 });
      await expect(page.locator('.box span')).toHaveCount(3);
      for (const label of await page.locator('.box span').all()) {
        const box = await label.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(frame.x - 1);
        expect(box?.y).toBeGreaterThanOrEqual(frame.y - 1);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(frame.x + frame.width + 1);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(frame.y + frame.height + 1);
      }
      await expect(page.locator('.bar-value').first()).toBeVisible();
    });

    test('the links of the header do not overlap', async ({ page }) => {
      await new DrawingPage(page).open();
      const beyond = await page.locator('.views a').evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth));
      expect(beyond).toEqual([0, 0, 0, 0, 0]);
    });

    test('touch targets are large enough', async ({ page }) => {
      await new DrawingPage(page).open();
      const small = await page.locator('main button:visible, header a:visible, header button:visible').evaluateAll(
        (elements) =>
          elements
            .map((element) => ({ name: element.id || element.textContent, box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
            .map(({ name, box }) => `${name} ${box.width} × ${box.height}`),
      );
      expect(small).toEqual([]);
    });
  });
}

test.describe('a finger', () => {
  test.use({ viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true });

  test('draws a vertical stroke without scrolling the page', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open('');
    const top = await pad.pointAt(0.5, 0.05);
    const bottom = await pad.pointAt(0.5, 0.95);
    await pad.dispatchTouch('touchStart', top);
    for (let i = 1; i <= 20; i++) {
      await pad.dispatchTouch('touchMove', { x: top.x, y: top.y + ((bottom.y - top.y) * i) / 20 });
    }
    await pad.dispatchTouch('touchEnd');
    await pad.expectReading('1');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const height = async (): Promise<number> => (await page.locator('.box').boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan((bottom.y - top.y) * 0.95);
    await page.locator('#undo').click();
    expect(await pad.countInk()).toBe(0);
  });

  test('continues its stroke when a second one touches', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const first = await pad.pointAt(0.4, 0.2);
    const second = await pad.pointAt(0.9, 0.5);
    await pad.dispatchTouch('touchStart', { ...first, id: 0 });
    await pad.dispatchTouch('touchMove', { x: first.x, y: first.y + 60, id: 0 });
    await pad.dispatchTouch('touchStart', { x: first.x, y: first.y + 60, id: 0 }, { ...second, id: 1 });
    for (let i = 1; i <= 6; i++) {
      await pad.dispatchTouch(
        'touchMove',
        { x: first.x, y: first.y + 60 + i * 15, id: 0 },
        { x: second.x - i * 10, y: second.y, id: 1 },
      );
    }
    await pad.dispatchTouch('touchEnd');
    await pad.expectReading('1');
    await expect(page.locator('.box')).toHaveCount(1);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    await page.locator('#undo').click();
    expect(await pad.countInk()).toBe(0);
  });

  test('leaves its stroke when the system cancels it, and the next one works', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const top = await pad.pointAt(0.5, 0.1);
    await pad.dispatchTouch('touchStart', top);
    for (let i = 1; i <= 10; i++) await pad.dispatchTouch('touchMove', { x: top.x, y: top.y + i * 18 });
    await pad.dispatchTouch('touchCancel');
    await pad.expectReading('1');
    const written = await pad.countInk();
    await pad.drawByTouch(DIGITS[7], { x: 0.6, y: 0.3, size: 0.4 });
    expect(await pad.countInk()).toBeGreaterThan(written);
    await page.locator('#undo').click();
    expect(await pad.countInk()).toBe(written);
  });

  test('drags the edges of the selected box', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    await pad.drawByTouch(DIGITS[7], { x: 0.15, y: 0.28, size: 0.42 });
    await pad.drawByTouch(DIGITS[4], { x: 0.55, y: 0.28, size: 0.42 });
    await pad.expectReading('74');
    await pad.expectState('saved');
    const ink = await pad.countInk();
    const box = page.locator('.box').first();
    const { x, y, width, height } = (await box.boundingBox())!;
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    for (const [edge, dx, dy] of [['left', -15, 0], ['right', 15, 0], ['top', 0, -15], ['bottom', 0, 15]] as const) {
      const before = (await box.boundingBox())!;
      const handle = (await page.locator(`.edge-handle.${edge}`).boundingBox())!;
      const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
      await pad.dispatchTouch('touchStart', from);
      for (let i = 1; i <= 5; i++) {
        await pad.dispatchTouch('touchMove', { x: from.x + (dx * i) / 5, y: from.y + (dy * i) / 5 });
      }
      await pad.dispatchTouch('touchEnd');
      const grown = async (): Promise<number> => {
        const after = (await box.boundingBox())!;
        return after.width + after.height - before.width - before.height;
      };
      await expect.poll(grown, edge).toBeGreaterThan(12);
      await expect(page.locator('#box-tools')).toBeVisible();
    }
    await pad.expectReading('74');
    expect(await pad.countInk()).toBe(ink);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test('leaves nothing when its tap is cancelled', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    await pad.dispatchTouch('touchStart', await pad.pointAt(0.5, 0.5));
    await pad.dispatchTouch('touchCancel');
    expect(await pad.countInk()).toBe(0);
    await expect(page.locator('#undo')).toBeDisabled();
  });
});

test.describe('two fingers', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('zoom a picture around the point between them, and one finger moves it', async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    await page.locator('#upload').click();
    await page.locator('#picture-example').click();
    await expect(page.locator('#picture-use')).toBeVisible();
    const preview = page.locator('#picture-preview');
    const before = (await preview.boundingBox())!;
    const middle = { x: before.x + before.width * 0.3, y: before.y + before.height * 0.4 };
    const fingers = (distance: number) => [
      { x: middle.x - distance, y: middle.y, id: 0 },
      { x: middle.x + distance, y: middle.y, id: 1 },
    ];
    await pad.dispatchTouch('touchStart', ...fingers(20));
    for (let distance = 24; distance <= 60; distance += 4) await pad.dispatchTouch('touchMove', ...fingers(distance));
    await pad.dispatchTouch('touchEnd');
    const zoomed = (await preview.boundingBox())!;
    expect(zoomed.width / before.width).toBeCloseTo(3, 1);
    expect((middle.x - zoomed.x) / zoomed.width).toBeCloseTo(0.3, 1);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    await pad.dispatchTouch('touchStart', { x: 250, y: 300 });
    for (let i = 1; i <= 10; i++) await pad.dispatchTouch('touchMove', { x: 250 - i * 10, y: 300 });
    await pad.dispatchTouch('touchEnd');
    await expect.poll(async () => (await preview.boundingBox())!.x).toBeLessThan(zoomed.x - 50);
  });
});

test('a pen draws wider with more pressure, unless that is disabled', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const inkOf = async (force: number): Promise<number> => {
    const session = await pad.session();
    const from = await pad.pointAt(0.3, 0.5);
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
    const ink = await pad.countInk();
    await page.locator('#clear').click();
    return ink;
  };
  const light = await inkOf(0.2);
  const hard = await inkOf(0.9);
  expect(hard).toBeGreaterThan(light * 1.8);
  await page.locator('#pen').click();
  await page.getByRole('switch', { name: 'Pen pressure' }).uncheck();
  await page.keyboard.press('Escape');
  expect(await inkOf(0.2)).toBe(await inkOf(0.9));
});
