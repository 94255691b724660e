import { describe, expect, it } from 'vitest';
import type { Prediction } from '../api/client';
import type { DeviceNetwork } from './deviceNetwork';
import { DeviceReader, predictionOf } from './deviceReader';
import type { DeviceModel } from './modelLoader';

const DIGIT = { box: { x: 0, y: 0, width: 9, height: 9 }, pixels: new Uint8Array(784), line: 0, isCertain: false };
const seven = predictionOf([0, 0, 0, 0, 0, 0, 0, 0.9, 0.1, 0]);
const one = predictionOf([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);

/** A model that reads everything as a seven. */
function modelOf(version: string): DeviceModel {
  const probabilities = Float32Array.from({ length: 11 }, (_, i) => (i === 7 ? 1 : 0));
  const network = { classify: async (images: unknown[]) => images.map(() => ({ probabilities })) };
  return { network: network as unknown as DeviceNetwork, layers: [], version, sha256: version };
}

function readerOf(...versions: (string | Error)[]) {
  let changes = 0;
  const reader = new DeviceReader({
    load: async () => {
      const next = versions.shift();
      if (typeof next !== 'string') throw next;
      return modelOf(next);
    },
    changed: () => changes++,
  });
  return { reader, changes: () => changes };
}

describe('a device reader', () => {
  it('reads once its model is loaded', async () => {
    const { reader, changes } = readerOf('1');
    expect(reader.read([DIGIT])).toBeNull();
    await Promise.all([reader.load(), reader.load()]);
    expect(changes()).toBe(1);
    const predictions: readonly Prediction[] | null = await reader.read([DIGIT, DIGIT]);
    expect(predictions?.map(({ digit }) => digit)).toEqual([7, 7]);
  });

  it('reads nothing if the model cannot run here, and loads it again on demand', async () => {
    const { reader } = readerOf(new Error('not supported'), '1');
    await reader.load();
    expect(reader.model).toBeNull();
    await reader.load();
    expect(reader.model?.version).toBe('1');
  });

  it('stops reading when its worker fails', async () => {
    const { network, ...rest } = modelOf('1');
    const failing = { ...network, classify: async () => Promise.reject(new Error('failed')) };
    const reader = new DeviceReader({
      load: async () => ({ ...rest, network: failing as unknown as DeviceNetwork }),
      changed: () => undefined,
    });
    await reader.load();
    expect(await reader.read([DIGIT])).toBeNull();
    expect(reader.model).toBeNull();
  });

  it('counts the digits that the service reads differently', async () => {
    const { reader } = readerOf('1');
    await reader.load();
    reader.compare('1', 'a', [seven, one], [seven, seven]);
    reader.compare('1', 'b', [seven], [seven]);
    expect(reader.agreement).toEqual({ compared: 3, differed: 1 });
  });

  it('counts a digit once, however often the drawing is read', async () => {
    const { reader, changes } = readerOf('1');
    await reader.load();
    reader.compare('1', 'a', [one], [seven]);
    reader.compare('1', 'a', [seven, seven], [seven, seven]);
    expect(reader.agreement).toEqual({ compared: 2, differed: 0 });
    expect(changes()).toBe(3);
  });

  it('loads the model that serves now instead of comparing with another', async () => {
    const { reader } = readerOf('1', '2');
    await reader.load();
    reader.compare('2', 'a', [one], [seven]);
    expect(reader.agreement.compared).toBe(0);
    await reader.load();
    expect(reader.model?.version).toBe('2');
  });
});

describe('the probabilities', () => {
  it('are those of the service: “not a digit” is spread over the digits', () => {
    const { digit, confidence, probabilities } = predictionOf([0, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0.5]);
    expect(digit).toBe(3);
    expect(confidence).toBeCloseTo(0.55);
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1);
  });

  it('of a model without “not a digit” stay as they are', () => {
    expect(seven.confidence).toBeCloseTo(0.9);
    expect(seven.digit).toBe(7);
  });
});
