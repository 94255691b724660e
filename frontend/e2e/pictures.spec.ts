import { type Page, expect, test } from '@playwright/test';
import { DIGITS, DrawingPage, type Shape } from './drawingPage';

interface ImageOptions {
  readonly width: number;
  readonly height: number;
  readonly ink: string;
  readonly paper: string;
  readonly type: 'image/png' | 'image/jpeg';
  /** Clockwise quarter turns of the stored pixels. */
  readonly turns?: number;
}

const PLAIN: ImageOptions = { width: 900, height: 500, ink: '#111', paper: '#fff', type: 'image/png' };

/** An image file with digits in a row. */
async function pictureOf(page: Page, shapes: readonly Shape[], options: ImageOptions): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ shapes, options }) => {
      const upright = new OffscreenCanvas(options.width, options.height);
      const pen = upright.getContext('2d')!;
      pen.fillStyle = options.paper;
      pen.fillRect(0, 0, options.width, options.height);
      pen.strokeStyle = options.ink;
      pen.lineCap = pen.lineJoin = 'round';
      const cell = options.width / shapes.length;
      const side = Math.min(cell, options.height) * 0.6;
      pen.lineWidth = side / 12;
      shapes.forEach((shape, i) => {
        for (const stroke of shape) {
          pen.beginPath();
          for (const [x, y] of stroke) {
            pen.lineTo(i * cell + (cell - side) / 2 + x * side, (options.height - side) / 2 + y * side);
          }
          pen.stroke();
        }
      });
      const turns = options.turns ?? 0;
      const [width, height] = turns % 2 ? [options.height, options.width] : [options.width, options.height];
      const stored = new OffscreenCanvas(width, height);
      const turned = stored.getContext('2d')!;
      turned.translate(width / 2, height / 2);
      turned.rotate((turns * Math.PI) / 2);
      turned.drawImage(upright, -options.width / 2, -options.height / 2);
      const blob = await stored.convertToBlob({ type: options.type, quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    { shapes, options },
  );
  return Buffer.from(base64, 'base64');
}

/** A letter H. */
const LETTER: Shape = [[[0.15, 0], [0.15, 1]], [[0.85, 0], [0.85, 1]], [[0.15, 0.5], [0.85, 0.5]]];

/** A photograph of a slightly turned sheet of paper on a dark table, with shapes in a row. */
async function photographOf(page: Page, shapes: readonly Shape[]): Promise<Buffer> {
  const base64 = await page.evaluate(async (shapes) => {
    const canvas = new OffscreenCanvas(1120, 840);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#4a3524';
    pen.fillRect(0, 0, 1120, 840);
    pen.fillStyle = '#f2efe6';
    pen.beginPath();
    for (const [x, y] of [[200, 170], [950, 140], [980, 660], [180, 690]] as const) pen.lineTo(x, y);
    pen.fill();
    pen.strokeStyle = '#223';
    pen.lineCap = pen.lineJoin = 'round';
    pen.lineWidth = 12;
    shapes.forEach((shape, i) => {
      for (const stroke of shape) {
        pen.beginPath();
        for (const [x, y] of stroke) pen.lineTo(300 + i * 220 + x * 110, 330 + y * 160);
        pen.stroke();
      }
    });
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, shapes);
  return Buffer.from(base64, 'base64');
}

/** Adds an EXIF orientation to a JPEG. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.alloc(36);
  exif.writeUInt16BE(0xffe1, 0);
  exif.writeUInt16BE(34, 2);
  exif.write('Exif\0\0MM\0*', 4, 'latin1');
  exif.writeUInt32BE(8, 14);
  exif.writeUInt16BE(1, 18);
  exif.writeUInt16BE(0x0112, 20);
  exif.writeUInt16BE(3, 22);
  exif.writeUInt32BE(1, 24);
  exif.writeUInt16BE(orientation, 28);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

const SEVEN_FOUR = [DIGITS[7], DIGITS[4]];

test('white ink on a transparent background is visible and read', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const options = { ...PLAIN, ink: '#fff', paper: 'transparent' };
  const buffer = await pictureOf(page, SEVEN_FOUR, options);
  await page.locator('#file').setInputFiles({ name: 'clear.png', mimeType: 'image/png', buffer });
  await page.locator('#picture-use').click();
  await pad.expectReading('74');
  expect(await pad.countInk()).toBeGreaterThan(1_000);
});

test('a picture without digits is reported until one is drawn', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await pictureOf(page, [[]], PLAIN);
  await page.locator('#file').setInputFiles({ name: 'blank.png', mimeType: 'image/png', buffer });
  await page.locator('#picture-use').click();
  await expect(page.locator('#error')).toContainText('No digit found.');
  await pad.draw(DIGITS[7]);
  await pad.expectReading('7');
  await expect(page.locator('#error')).toBeHidden();
});

test('a chosen picture is shown on the canvas and read, and the history has its name', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await pictureOf(page, SEVEN_FOUR, PLAIN);
  await page.locator('#file').setInputFiles({ name: 'two digits.png', mimeType: 'image/png', buffer });
  await page.locator('#picture-use').click();
  await pad.expectReading('74');
  await pad.expectState('saved');
  await expect(page.locator('.box')).toHaveCount(2);
  await expect(async () => {
    await page.goto('/#model');
    await page.goto('/#history');
    await expect(page.locator('.record-foot p')).toContainText('two digits.png', { timeout: 2_000 });
  }).toPass();
});

for (const [name, options] of [
  ['tall', { ...PLAIN, width: 300, height: 1200 }],
  ['very wide', { ...PLAIN, width: 2400, height: 300 }],
  ['small', { ...PLAIN, width: 120, height: 60 }],
  ['as large as a phone’s photo', { ...PLAIN, width: 4000, height: 3000, type: 'image/jpeg' }],
  ['light on dark and coloured', { ...PLAIN, ink: '#ffd166', paper: '#1b3a5b', type: 'image/jpeg' }],
] as const) {
  test(`a picture that is ${name} is read`, async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const shapes = options.height > options.width ? [DIGITS[7]] : SEVEN_FOUR;
    const buffer = await pictureOf(page, shapes, options);
    await page.locator('#file').setInputFiles({ name: 'a', mimeType: options.type, buffer });
    await page.locator('#picture-use').click();
    await pad.expectReading(shapes.length === 1 ? '7' : '74');
  });
}

for (const [orientation, turns] of [
  [1, 0],
  [3, 2],
  [6, 3],
  [8, 1],
] as const) {
  test(`EXIF orientation ${orientation} is applied`, async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const stored = await pictureOf(page, SEVEN_FOUR, { ...PLAIN, type: 'image/jpeg', turns });
    const buffer = withOrientation(stored, orientation);
    await page.locator('#photo').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await page.locator('#picture-use').click();
    await pad.expectReading('74');
  });
}

for (const way of ['drop', 'paste'] as const) {
  test(`a picture is read after a ${way}`, async ({ page }) => {
    const pad = new DrawingPage(page);
    await pad.open();
    const bytes = [...(await pictureOf(page, SEVEN_FOUR, PLAIN))];
    await page.evaluate(
      ({ bytes, way }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'digits.png', { type: 'image/png' }));
        const event =
          way === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.querySelector('#paper')?.dispatchEvent(event);
      },
      { bytes, way },
    );
    await page.locator('#picture-use').click();
    await pad.expectReading('74');
  });
}

test('a picture can be drawn on, undone, and is restored after a reload', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await pictureOf(page, [DIGITS[7]], { ...PLAIN, width: 560, height: 420 });
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await page.locator('#picture-use').click();
  await pad.expectReading('7');
  await pad.draw(DIGITS[1], { x: 0.72, y: 0.2, size: 0.55 });
  await pad.expectReading('71');
  await page.locator('#undo').click();
  await pad.expectReading('7');
  const ink = await pad.countInk();
  await page.reload();
  await pad.expectReading('7');
  await expect.poll(() => pad.countInk()).toBe(ink);
  await page.locator('#undo').click();
  await pad.expectState('empty');
});

test('a photograph shows the sheet that was read, and marks that are not digits are not recorded', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await photographOf(page, [DIGITS[7], LETTER, DIGITS[4]]);
  await page.locator('#file').setInputFiles({ name: 'desk.jpg', mimeType: 'image/jpeg', buffer });
  const recorded = page.waitForRequest((request) => request.postData()?.includes('"record":true') === true);
  await page.locator('#picture-use').click();
  await pad.expectReading('74');
  await expect(page.locator('.rejected-box')).toHaveCount(1);
  expect((await recorded).postDataJSON().images).toHaveLength(2);
  const corners = (await page.locator('#sheet polygon').getAttribute('points'))?.split(' ') ?? [];
  expect(corners).toHaveLength(4);
  const [x = 0, y = 0] = corners[0]?.split(',').map(Number) ?? [];
  expect(Math.abs(x - 100)).toBeLessThan(12);
  expect(Math.abs(y - 85)).toBeLessThan(12);
  // Edits do not send the photograph again.
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  const mark = await page.locator('.rejected-box').boundingBox();
  await page.mouse.click((mark?.x ?? 0) + (mark?.width ?? 0) / 2, (mark?.y ?? 0) + (mark?.height ?? 0) / 2);
  await pad.expectReading(/^7\d4$/);
  expect(sent.filter((url) => url.includes('pixels'))).toEqual([]);
});

test('files that are not images or damaged are reported', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const png = await pictureOf(page, SEVEN_FOUR, PLAIN);
  const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>';
  for (const [mimeType, buffer] of [
    ['image/png', Buffer.from('no picture at all')],
    ['image/png', png.subarray(0, 60)],
    ['image/svg+xml', Buffer.from(script)],
    ['image/png', Buffer.alloc(0)],
  ] as const) {
    await page.locator('#file').setInputFiles({ name: 'x', mimeType, buffer });
    await expect(page.locator('#notice')).toContainText('not an image, or it is damaged');
    await page.locator('#notice-text').evaluate((text) => (text.textContent = ''));
  }
  await pad.expectState('empty');
  expect(await page.title()).not.toBe('run');
});

test('a picture is rotated and cropped before it is read', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  // Turned to the left, so that it has to be rotated to the right.
  const buffer = await pictureOf(page, SEVEN_FOUR, { ...PLAIN, turns: 3 });
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await page.getByRole('button', { name: 'Rotate right' }).click();
  const handle = page.locator('#crop-bottom-right');
  const preview = await page.locator('#picture-preview').boundingBox();
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move((preview?.x ?? 0) + (preview?.width ?? 0) / 2, (preview?.y ?? 0) + (preview?.height ?? 0));
  await page.mouse.up();
  await page.locator('#picture-use').click();
  await pad.expectReading('7');
});

test('a picture is cropped with the keyboard', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await pictureOf(page, SEVEN_FOUR, PLAIN);
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await page.locator('#crop-top-left').focus();
  for (let i = 0; i < 25; i++) await page.keyboard.press('ArrowRight');
  await page.locator('#picture-use').press('Enter');
  await pad.expectReading('4');
});

test('the example is read line by line', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  await page.locator('#upload').click();
  await page.locator('#picture-example').click();
  await page.locator('#picture-use').click();
  await pad.expectReading('3141592653');
  await expect(page.locator('#numeral .line-break')).toHaveCount(1);
  await expect(page.locator('#recent li')).toHaveText('31415\n92653');
});

test('a large picture is enlarged, moved, and cropped where it is enlarged', async ({ page }) => {
  const pad = new DrawingPage(page);
  await pad.open();
  const buffer = await pictureOf(page, SEVEN_FOUR, PLAIN);
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  const preview = page.locator('#picture-preview');
  const viewport = page.locator('#picture-viewport');
  const width = async (): Promise<number> => (await preview.boundingBox())?.width ?? 0;
  const before = await width();
  const larger = page.getByRole('button', { name: 'Zoom in' });
  for (let i = 0; i < 3; i++) await larger.click();
  expect(await width()).toBeCloseTo(before * 1.5 ** 3, -1);
  expect(await viewport.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  // Dragging moves the picture.
  const frame = await viewport.boundingBox();
  const [x, y] = [(frame?.x ?? 0) + (frame?.width ?? 0) / 2, (frame?.y ?? 0) + (frame?.height ?? 0) / 2];
  const left = await viewport.evaluate((element) => element.scrollLeft);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 3 });
  await page.mouse.up();
  expect(await viewport.evaluate((element) => element.scrollLeft)).toBeGreaterThan(left + 40);
  // The corner to the left of the seven moves to its right, where the crop leaves the four.
  await page.locator('#crop-top-left').focus();
  for (let i = 0; i < 25; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 3000);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeCloseTo(before, 0);
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  await page.locator('#picture-use').click();
  await pad.expectReading('4');
});
