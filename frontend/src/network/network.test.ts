import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Kernel } from './convolution';
import { jsKernel } from './jsKernel';
import { Network, UnsupportedModelError } from './network';
import { parseOnnx } from './onnx';
import { wasmKernel } from './wasmKernel';

const model = new Uint8Array(readFileSync('../model/model.onnx'));

/** So small that hardly any unit crosses zero, and large enough for float32. */
const STEP = 0.05;
/** The last layer of 14 × 14: behind several ReLUs and a residual connection. */
const LAYER = 3;

/** A seven: a bar at the top and a slanted stem. */
const seven = image((x, y) => (y >= 4 && y < 7 && x >= 8 && x < 20) || (y >= 7 && y < 24 && Math.abs(x - 20 + (y - 7) / 3) < 2));
const noise = image((x, y) => (x * 7919 + y * 104_729) % 13 < 5);

function image(isInk: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 784 }, (_, i) => (isInk(i % 28, Math.floor(i / 28)) ? 255 : 0));
}

/** Surrounds a plane with zeros. */
function withBorder(plane: number[][]): number[][] {
  const zeros = Array.from({ length: plane.length + 2 }, () => 0);
  return [zeros, ...plane.map((row) => [0, ...row, 0]), zeros];
}

/** Computes the network as the ONNX specification describes it, in [channel][y][x]. */
function reference(pixels: Uint8Array): number[] {
  const { tensors } = parseOnnx(model);
  const conv = (input: number[][][], name: number, stride: number): number[][][] => {
    const { shape, values } = tensors.get(`w${name}`)!;
    const bias = tensors.get(`b${name}`)!.values;
    const padded = input.map(withBorder);
    const side = input[0]!.length / stride;
    return Array.from({ length: shape[0]! }, (_, o) =>
      Array.from({ length: side }, (_, y) =>
        Array.from({ length: side }, (_, x) => {
          let sum = bias[o]!;
          let weight = o * padded.length * 9;
          for (const plane of padded) {
            for (let dy = 0; dy < 3; dy++) {
              const row = plane[y * stride + dy]!;
              for (let dx = 0; dx < 3; dx++) sum += row[x * stride + dx]! * values[weight++]!;
            }
          }
          return sum;
        }),
      ),
    );
  };
  const map = (a: number[][][], f: (value: number, c: number, y: number, x: number) => number) =>
    a.map((plane, c) => plane.map((row, y) => row.map((value, x) => f(value, c, y, x))));
  const relu = (a: number[][][]) => map(a, (value) => Math.max(0, value));
  const sum = (a: number[][][], b: number[][][]) => map(a, (value, c, y, x) => value + b[c]![y]![x]!);
  const x0 = [Array.from({ length: 28 }, (_, y) => Array.from({ length: 28 }, (_, x) => pixels[y * 28 + x]! / 255))];
  const r0 = relu(conv(x0, 0, 1));
  const r1 = relu(conv(r0, 1, 2));
  const r3 = relu(sum(conv(relu(conv(r1, 2, 1)), 3, 1), r1));
  const r4 = relu(conv(r3, 4, 2));
  const r6 = relu(sum(conv(relu(conv(r4, 5, 1)), 6, 1), r4));
  const means = r6.map((plane) => plane.flat().reduce((a, b) => a + b) / plane.flat().length);
  const { values } = tensors.get('w')!;
  return [...tensors.get('b')!.values].map((bias, i) =>
    means.reduce((total, mean, c) => total + mean * values[i * means.length + c]!, bias),
  );
}

const expectedLogits = [seven, noise].map((pixels) => ({ pixels, expected: reference(pixels) }));

describe.each([
  ['WebAssembly', wasmKernel],
  ['JavaScript', jsKernel],
] as const)('the network in %s', (_, createKernel: (floats: number) => Kernel) => {
  const network = new Network(model, createKernel);

  it('computes the logits that ONNX specifies', () => {
    for (const { pixels, expected } of expectedLogits) {
      const { logits } = network.classify(pixels);
      logits.forEach((logit, i) => expect(Math.abs(logit - expected[i]!)).toBeLessThan(1e-3));
    }
  });

  it('reads a digit, and the same again after another image', () => {
    const { probabilities } = network.classify(seven);
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(7);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    network.classify(noise);
    expect(network.classify(seven).probabilities).toEqual(probabilities);
  });

  it('shows what its layers computed', () => {
    network.classify(seven);
    const maps = Array.from({ length: network.layerCount }, (_, layer) => network.featureMaps(layer));
    expect(maps.map(({ channels, side }) => `${channels}×${side}`)).toEqual([
      '24×28', '48×14', '48×14', '48×14', '112×7', '112×7', '112×7',
    ]);
    expect(Math.min(...maps[0]!.values)).toBe(0);
    expect(Math.max(...maps[0]!.values)).toBeGreaterThan(0);
  });

  it('computes without a disabled channel', () => {
    const before = network.classify(seven).logits;
    const { logits } = network.classify(seven, [{ layer: 6, channel: strongestChannel(network) }]);
    expect(logits).not.toEqual(before);
    expect(network.classify(seven).logits).toEqual(before);
  });
});

describe('contributions', () => {
  const network = new Network(model, wasmKernel);

  it('are the change of the activation where the network is linear', () => {
    // Even ink would put many units at the same point of their ReLU.
    const ink = seven.map((value, i) => (value === 0 ? 0 : 160 + ((i * 37) % 90)));
    network.classify(ink);
    const { values, side } = network.featureMaps(LAYER);
    const strongest = values.indexOf(Math.max(...values));
    const channel = Math.floor(strongest / side ** 2);
    const place = { x: strongest % side, y: Math.floor(strongest / side) % side };
    const contributions = network.contributions(LAYER, channel, place);
    const at = (pixels: ArrayLike<number>): number => {
      network.classify(pixels);
      return network.featureMaps(LAYER).values[strongest]!;
    };
    const pixels = [...contributions.keys()]
      .sort((a, b) => Math.abs(contributions[b]!) - Math.abs(contributions[a]!))
      .slice(0, 5);
    for (const pixel of pixels) {
      const changed = (step: number) => Array.from(ink, (value, i) => value + (i === pixel ? step : 0));
      const slope = (at(changed(STEP)) - at(changed(-STEP))) / (2 * STEP);
      expect(Math.abs(contributions[pixel]! - slope * ink[pixel]!)).toBeLessThan(
        0.05 * Math.abs(contributions[pixel]!),
      );
    }
  });

  it('are zero outside the receptive field and where there is no ink', () => {
    network.classify(seven);
    const contributions = network.contributions(0, 3, { x: 12, y: 5 });
    contributions.forEach((value, i) => {
      const near = Math.abs((i % 28) - 12) <= 1 && Math.abs(Math.floor(i / 28) - 5) <= 1;
      if (!near || seven[i] === 0) expect(Math.abs(value)).toBe(0);
    });
  });
});

function strongestChannel(network: Network): number {
  const { channels, side, values } = network.featureMaps(6);
  const sums = Array.from({ length: channels }, (_, c) =>
    values.subarray(c * side * side, (c + 1) * side * side).reduce((a, b) => a + b),
  );
  return sums.indexOf(Math.max(...sums));
}

describe('a model that is not supported', () => {
  it('is refused with the reason', () => {
    const renamed = replace(model, 'GlobalAveragePool', 'GlobalMaxxxxxPool');
    expect(() => new Network(renamed, jsKernel)).toThrow(UnsupportedModelError);
    expect(() => new Network(renamed, jsKernel)).toThrow('GlobalMaxxxxxPool');
  });

  it('is refused if it is cut short or no model', () => {
    for (const bytes of [model.subarray(0, 5000), new Uint8Array(), new Uint8Array([255, 255, 255])]) {
      expect(() => new Network(bytes, jsKernel)).toThrow(UnsupportedModelError);
    }
  });
});

/** Replaces all occurrences of a text by another of the same length. */
function replace(bytes: Uint8Array, from: string, to: string): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'));
}
