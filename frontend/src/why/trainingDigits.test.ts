import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Network } from '../network/network';
import { wasmKernel } from '../network/wasmKernel';
import { digitsOf, nearestOf } from './trainingDigits';

const WIDTH = 30 * 28;
const HEIGHT = 10 * 28;
/** The signature, IHDR and the head of IDAT. */
const DATA_STARTS = 8 + 25 + 8;
/** The checksum of IDAT, and IEND. */
const DATA_ENDS = -16;

/** The grey values of the image, whose rows have no filter. */
function sheet(): Uint8Array {
  const png = readFileSync(new URL('trainingDigits.png', import.meta.url));
  const rows = inflateSync(png.subarray(DATA_STARTS, DATA_ENDS));
  const values = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    values.set(rows.subarray(y * (WIDTH + 1) + 1, (y + 1) * (WIDTH + 1)), y * WIDTH);
  }
  return values;
}

const digits = digitsOf({ width: WIDTH, values: sheet() });

describe('the training digits', () => {
  const network = new Network(new Uint8Array(readFileSync('../model/model.onnx')), wasmKernel);

  it('are different, thirty of each, and read as what they are', () => {
    expect(new Set(digits.map(({ pixels }) => pixels.join())).size).toBe(300);
    const misread = digits.filter(({ label, pixels }) => {
      const { probabilities } = network.classify(pixels);
      return probabilities.indexOf(Math.max(...probabilities)) !== label;
    });
    expect(digits.filter(({ label }) => label === 7)).toHaveLength(30);
    // The network trained on them. A row that is shifted or exchanged would be misread.
    expect(misread).toEqual([]);
  });

  it('include the nearest to one of them: itself, and mostly digits of the same kind', () => {
    const known = digits.map((digit) => ({ ...digit, features: network.classify(digit.pixels).features }));
    const four = known[4 * 30]!;
    const nearest = nearestOf(known, four.features, 6);
    expect(nearest[0]).toBe(four);
    expect(nearest.filter(({ label }) => label === 4).length).toBeGreaterThan(3);
  });
});
