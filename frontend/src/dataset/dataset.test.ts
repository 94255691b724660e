import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseRows, pngs } from './pngArchive';
import { crc32 } from './crc32';
import { collect, requestedDigit, skip, startLabelling } from './labelling';
import { greyPng } from './png';
import { zip } from './zip';

const deflate = (bytes: Uint8Array): Promise<Uint8Array> => Promise.resolve(deflateSync(bytes));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('the checksum', () => {
  it('is the CRC-32 of PNG and ZIP', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('a PNG', () => {
  it('encodes size, depth and pixels', async () => {
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => i % 256);
    const png = Buffer.from(await greyPng(pixels, 28, 28, deflate));
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(png.readUInt32BE(16)).toBe(28);
    expect(png.readUInt32BE(20)).toBe(28);
    expect([png[24], png[25]]).toEqual([8, 0]);
    const at = png.indexOf('IDAT');
    const data = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
    expect(png.readUInt32BE(at + 4 + data.length)).toBe(crc32(png.subarray(at, at + 4 + data.length)));
    const rows = inflateSync(data);
    expect(rows).toHaveLength(28 * 29);
    const back = Array.from({ length: 784 }, (_, i) => rows[Math.floor(i / 28) * 29 + 1 + (i % 28)]);
    expect(back).toEqual([...pixels]);
  });
});

describe('a ZIP', () => {
  it('lists each entry at its offset', () => {
    const entries = ['a.txt', 'ü/b.txt'].map((name, i) => ({
      name,
      bytes: new Uint8Array(10 + i).fill(65 + i),
    }));
    const archive = Buffer.from(zip(entries));
    const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
    expect(archive.readUInt16LE(end + 10)).toBe(2);
    let at = archive.readUInt32LE(end + 16);
    for (const { name, bytes } of entries) {
      const nameLength = archive.readUInt16LE(at + 28);
      expect(archive.subarray(at + 46, at + 46 + nameLength).toString('utf8')).toBe(name);
      expect(archive.readUInt32LE(at + 16)).toBe(crc32(bytes));
      const local = archive.readUInt32LE(at + 42);
      expect(archive.readUInt32LE(local)).toBe(0x04034b50);
      const start = local + 30 + archive.readUInt16LE(local + 26);
      expect(archive.subarray(start, start + bytes.length)).toEqual(Buffer.from(bytes));
      at += 46 + nameLength;
    }
    expect(at).toBe(end);
  });
});

describe('the labelled digits as an archive of PNGs', () => {
  it('has a folder for each digit, with numbered files', async () => {
    const rows = parseRows(
      [7, 3, 7].map((label) => JSON.stringify({ label, image: Array(784).fill(9) })).join('\n') +
        '\n',
    );
    const archive = text(await pngs(rows, deflate));
    for (const name of ['digits/7/00001.png', 'digits/3/00001.png', 'digits/7/00002.png']) {
      expect(archive).toContain(name);
    }
  });

  it('is an empty archive when nothing is labelled', async () => {
    expect(parseRows('')).toEqual([]);
    expect((await pngs([], deflate)).length).toBe(22);
  });
});

describe('labelling', () => {
  const seededRandom = (): (() => number) => {
    let state = 7;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
  };

  it('asks for every digit once in each round', () => {
    const random = seededRandom();
    let labelling = startLabelling(random);
    for (let round = 0; round < 3; round++) {
      const digits: number[] = [];
      for (let i = 0; i < 10; i++) {
        digits.push(requestedDigit(labelling));
        labelling = collect(labelling, random);
      }
      expect([...digits].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(labelling.collected).toBe(30);
  });

  it('never asks for the same digit twice in a row', () => {
    const random = seededRandom();
    let labelling = startLabelling(random);
    for (let i = 0; i < 300; i++) {
      const before = requestedDigit(labelling);
      labelling = collect(labelling, random);
      expect(requestedDigit(labelling)).not.toBe(before);
    }
  });

  it('collects each drawing once, and keeps it when a digit is skipped', () => {
    const labelling = { ...startLabelling(seededRandom()), drawingId: 'a' };
    expect(skip(labelling, seededRandom()).drawingId).toBe('a');
    expect(collect(labelling, seededRandom()).drawingId).toBeNull();
  });

  it('does not count a skipped digit', () => {
    const random = seededRandom();
    const labelling = startLabelling(random);
    const next = skip(labelling, random);
    expect(requestedDigit(next)).not.toBe(requestedDigit(labelling));
    expect(next.collected).toBe(0);
  });
});
