import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Network } from '../network/network';
import { wasmKernel } from '../network/wasmKernel';
import { occlude } from '../reading/occlusion';
import { coveredImages, decisivePart, evidenceFor, evidenceMap } from './evidence';

const network = new Network(new Uint8Array(readFileSync('../model/model.onnx')), wasmKernel);

/** A seven whose bar makes the difference to a one. */
const seven = Uint8Array.from({ length: 784 }, (_, i) => {
  const x = i % 28;
  const y = Math.floor(i / 28);
  const isBar = y >= 4 && y < 7 && x >= 8 && x < 20;
  const isStem = y >= 4 && y < 24 && Math.abs(x - 19 + (y - 4) / 3) < 1.7;
  return isBar || isStem ? 255 : 0;
});

describe('the evidence', () => {
  it('is relative to the other digits, and leaves out “not a digit”', () => {
    const logits = Float32Array.from([1, 1, 1, 1, 1, 1, 1, 11, 1, 1, 99]);
    expect(evidenceFor(7, { logits })).toBeCloseTo(9);
    expect(evidenceFor(0, { logits })).toBeCloseTo(-1);
  });

  it('for a seven is its bar', () => {
    const whole = network.classify(seven);
    const map = evidenceMap(7, whole, occlude(seven).map((image) => network.classify(image)));
    const mean = (fromY: number, toY: number): number => {
      const rows = map.subarray(fromY * 28, toY * 28);
      return rows.reduce((a, b) => a + b, 0) / rows.length;
    };
    expect(mean(3, 9)).toBeGreaterThan(mean(15, 24));
  });
});

describe('the decisive part', () => {
  it('is one without which the network reads another digit', () => {
    const covered = coveredImages(seven);
    const outputs = covered.map(({ pixels }) => network.classify(pixels));
    const decisive = decisivePart(7, covered, outputs);
    expect(decisive).not.toBeNull();
    const { part, otherwise } = decisive!;
    const without = seven.map((value, i) => {
      const inX = (i % 28) - part.x;
      const inY = Math.floor(i / 28) - part.y;
      return inX >= 0 && inX < part.side && inY >= 0 && inY < part.side ? 0 : value;
    });
    const { probabilities } = network.classify(without);
    expect(otherwise).not.toBe(7);
    expect(probabilities[otherwise]).toBeGreaterThanOrEqual(0.5);
  });

  it('has the least ink of all that change the reading', () => {
    const part = { x: 0, y: 0, side: 6 };
    const image = (ink: number) => ({ part, pixels: seven, ink });
    const reads = (digit: number) => ({
      probabilities: Float32Array.from({ length: 11 }, (_, i) => (i === digit ? 1 : 0)),
    });
    const covered = [image(0.1), image(0.3), image(0.2)];
    expect(decisivePart(7, covered, [reads(7), reads(1), reads(4)])?.otherwise).toBe(4);
    expect(decisivePart(7, covered, [reads(7), reads(7), reads(7)])).toBeNull();
  });
});
