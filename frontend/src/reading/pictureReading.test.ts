import { describe, expect, it } from 'vitest';
import { ApiError, type Reading } from '../api/client';
import type { BoxEdit } from '../drawing/drawing';
import { toBase64 } from './base64';
import type { Snapshot } from './liveReader';
import { PictureReader } from './pictureReading';

const pixels = (value: number): Uint8Array => new Uint8Array(784).fill(value);

const prediction = (digit: number, x: number, line: number): Reading['predictions'][number] => ({
  digit,
  confidence: 1,
  notADigit: 0,
  probabilities: [],
  pixels: toBase64(pixels(digit)),
  box: { x, y: 100 * line, width: 20, height: 40 },
  line,
});

const READING: Reading = {
  id: 'id',
  model: 'm',
  text: '71\n4',
  recorded: false,
  predictions: [prediction(7, 100, 0), prediction(1, 200, 0), prediction(4, 100, 1)],
  rejected: [{ x: 300, y: 0, width: 20, height: 20 }],
  sheet: [[10, 20], [400, 20], [400, 300], [10, 300]],
};

/** A picture that is displayed at half its size, 5 units from the left. */
const snapshot = (key: string, ...edits: readonly BoxEdit[]): Snapshot => ({
  drawingId: 'a',
  fingerprint: `${key}:${edits.length}`,
  file: 'sheet.png',
  picture: {
    key,
    pixels: {} as ImageData,
    toCanvas: (x, y) => ({ x: x / 2 + 5, y: y / 2 }),
    edits,
    normalize: async (box) => ({ box, pixels: pixels(9), line: 0, isCertain: true }),
  },
  digits: [],
  rejected: [],
  sheet: null,
  omitted: 0,
});

describe('reading a picture', () => {
  it('shows the digits, marks, lines and the sheet where they are on the canvas', async () => {
    const read = await new PictureReader(() => Promise.resolve(READING)).read(snapshot('a'));
    expect(read.picture).toBeNull();
    expect(read.digits.map(({ box, line }) => [box.x, box.y, box.width, line])).toEqual([
      [55, 0, 10, 0],
      [105, 0, 10, 0],
      [55, 50, 10, 1],
    ]);
    expect(read.digits.map((digit) => digit.pixels[0])).toEqual([7, 1, 4]);
    expect(read.digits.every(({ isCertain }) => isCertain)).toBe(true);
    expect(read.rejected).toEqual([{ x: 155, y: 0, width: 10, height: 10 }]);
    expect(read.sheet?.[0]).toEqual({ x: 10, y: 10 });
  });

  it('sends a picture once, however its boxes are edited', async () => {
    let requests = 0;
    const reader = new PictureReader(() => {
      requests++;
      return Promise.resolve(READING);
    });
    await reader.read(snapshot('a'));
    const mark = { x: 150, y: 0, width: 20, height: 20 };
    const edited = await reader.read(snapshot('a', { box: mark, isDigit: true }));
    expect(edited.digits.map((digit) => digit.pixels[0])).toEqual([7, 1, 9, 4]);
    expect(edited.rejected).toEqual([]);
    expect(requests).toBe(1);
    await reader.read(snapshot('b'));
    expect(requests).toBe(2);
  });

  it('finds nothing where the service finds nothing', async () => {
    const nothing = new ApiError('nothing-drawn', 'There is nothing drawn.');
    const read = await new PictureReader(() => Promise.reject(nothing)).read(snapshot('a'));
    expect(read.digits).toEqual([]);
  });

  it('sends a picture again after a failure', async () => {
    let down = true;
    const reader = new PictureReader(() =>
      down ? Promise.reject(new ApiError('offline', 'no')) : Promise.resolve(READING),
    );
    await expect(reader.read(snapshot('a'))).rejects.toThrow('no');
    down = false;
    expect((await reader.read(snapshot('a'))).digits).toHaveLength(3);
  });
});
