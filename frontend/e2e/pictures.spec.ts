import { type Page, expect, test } from '@playwright/test';
import { DIGITS, Hand, type Shape } from './hand';

interface Look {
  readonly width: number;
  readonly height: number;
  readonly ink: string;
  readonly paper: string;
  readonly type: 'image/png' | 'image/jpeg';
  /** Quarter turns to the right that the stored pixels are turned by. */
  readonly turns?: number;
}

const PLAIN: Look = { width: 900, height: 500, ink: '#111', paper: '#fff', type: 'image/png' };

/** A picture of digits in a row, as a file. */
async function pictureOf(page: Page, shapes: readonly Shape[], look: Look): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ shapes, look }) => {
      const upright = new OffscreenCanvas(look.width, look.height);
      const pen = upright.getContext('2d')!;
      pen.fillStyle = look.paper;
      pen.fillRect(0, 0, look.width, look.height);
      pen.strokeStyle = look.ink;
      pen.lineCap = pen.lineJoin = 'round';
      const cell = look.width / shapes.length;
      const side = Math.min(cell, look.height) * 0.6;
      pen.lineWidth = side / 12;
      shapes.forEach((shape, i) => {
        for (const stroke of shape) {
          pen.beginPath();
          for (const [x, y] of stroke) {
            pen.lineTo(i * cell + (cell - side) / 2 + x * side, (look.height - side) / 2 + y * side);
          }
          pen.stroke();
        }
      });
      const turns = look.turns ?? 0;
      const [width, height] = turns % 2 ? [look.height, look.width] : [look.width, look.height];
      const stored = new OffscreenCanvas(width, height);
      const turned = stored.getContext('2d')!;
      turned.translate(width / 2, height / 2);
      turned.rotate((turns * Math.PI) / 2);
      turned.drawImage(upright, -look.width / 2, -look.height / 2);
      const blob = await stored.convertToBlob({ type: look.type, quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    { shapes, look },
  );
  return Buffer.from(base64, 'base64');
}

/** A JPEG with an EXIF block that says how it is to be turned. */
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

test('white ink on nothing at all is seen and read', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const look = { ...PLAIN, ink: '#fff', paper: 'transparent' };
  const buffer = await pictureOf(page, SEVEN_FOUR, look);
  await page.locator('#file').setInputFiles({ name: 'clear.png', mimeType: 'image/png', buffer });
  await hand.expectReading('74');
  expect(await hand.inked()).toBeGreaterThan(1_000);
});

test('a picture without a digit is said to have none, until one is drawn', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const buffer = await pictureOf(page, [[]], PLAIN);
  await page.locator('#file').setInputFiles({ name: 'blank.png', mimeType: 'image/png', buffer });
  await expect(page.locator('#trouble')).toContainText('No digit found.');
  await hand.write(DIGITS[7]);
  await hand.expectReading('7');
  await expect(page.locator('#trouble')).toBeHidden();
});

test('a chosen picture is laid on the canvas and read, with its name in the history', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const buffer = await pictureOf(page, SEVEN_FOUR, PLAIN);
  await page.locator('#file').setInputFiles({ name: 'two digits.png', mimeType: 'image/png', buffer });
  await hand.expectReading('74');
  await hand.expectState('kept');
  await expect(page.locator('.box')).toHaveCount(2);
  await expect(async () => {
    await page.goto('/#model');
    await page.goto('/#history');
    await expect(page.locator('.record-foot p')).toContainText('two digits.png', { timeout: 2_000 });
  }).toPass();
});

for (const [name, look] of [
  ['tall', { ...PLAIN, width: 300, height: 1200 }],
  ['very wide', { ...PLAIN, width: 2400, height: 300 }],
  ['small', { ...PLAIN, width: 120, height: 60 }],
  ['huge, as a phone’s photo', { ...PLAIN, width: 4000, height: 3000, type: 'image/jpeg' }],
  ['light on dark, in colour', { ...PLAIN, ink: '#ffd166', paper: '#1b3a5b', type: 'image/jpeg' }],
] as const) {
  test(`a picture that is ${name} is read`, async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    const shapes = look.height > look.width ? [DIGITS[7]] : SEVEN_FOUR;
    const buffer = await pictureOf(page, shapes, look);
    await page.locator('#file').setInputFiles({ name: 'a', mimeType: look.type, buffer });
    await hand.expectReading(shapes.length === 1 ? '7' : '74');
  });
}

for (const [orientation, turns] of [
  [1, 0],
  [3, 2],
  [6, 3],
  [8, 1],
] as const) {
  test(`a photo is turned as its EXIF says: orientation ${orientation}`, async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
    const stored = await pictureOf(page, SEVEN_FOUR, { ...PLAIN, type: 'image/jpeg', turns });
    const buffer = withOrientation(stored, orientation);
    await page.locator('#photo').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await hand.expectReading('74');
  });
}

for (const way of ['drop', 'paste'] as const) {
  test(`a picture is read after a ${way}`, async ({ page }) => {
    const hand = new Hand(page);
    await hand.open();
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
    await hand.expectReading('74');
  });
}

test('a picture can be written on, undone, and is there after a reload', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const buffer = await pictureOf(page, [DIGITS[7]], { ...PLAIN, width: 560, height: 420 });
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await hand.expectReading('7');
  await hand.write(DIGITS[1], { x: 0.72, y: 0.2, size: 0.55 });
  await hand.expectReading('71');
  await page.locator('#undo').click();
  await hand.expectReading('7');
  const ink = await hand.inked();
  await page.reload();
  await hand.expectReading('7');
  await expect.poll(() => hand.inked()).toBe(ink);
  await page.locator('#undo').click();
  await hand.expectState('empty');
});

test('what is no picture, or a broken one, is told as that', async ({ page }) => {
  const hand = new Hand(page);
  await hand.open();
  const png = await pictureOf(page, SEVEN_FOUR, PLAIN);
  const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>';
  for (const [mimeType, buffer] of [
    ['image/png', Buffer.from('no picture at all')],
    ['image/png', png.subarray(0, 60)],
    ['image/svg+xml', Buffer.from(script)],
    ['image/png', Buffer.alloc(0)],
  ] as const) {
    await page.locator('#file').setInputFiles({ name: 'x', mimeType, buffer });
    await expect(page.locator('#notice')).toContainText('no picture, or a broken one');
    await page.locator('#notice-text').evaluate((text) => (text.textContent = ''));
  }
  await hand.expectState('empty');
  expect(await page.title()).not.toBe('run');
});
