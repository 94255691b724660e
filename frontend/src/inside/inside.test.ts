import { describe, expect, it } from 'vitest';
import { UNPERTURBED, perturb } from './perturbation';
import { fieldOf, fieldSides } from './receptiveField';
import { GAP, cornerOf, neighbour, tilingOf, unitAt } from './tiling';

const LAYERS = [1, 2, 1, 1, 2, 1, 1].map((stride) => ({ stride }));

describe('receptive fields', () => {
  it('grow by two steps per layer, and the steps with the strides', () => {
    expect(fieldSides(LAYERS)).toEqual([3, 5, 9, 13, 17, 25, 33]);
  });

  it('are centred on the unit', () => {
    expect(fieldOf(LAYERS, 0, { x: 12, y: 5 })).toEqual({ x: 11, y: 4, side: 3 });
    expect(fieldOf(LAYERS, 1, { x: 6, y: 0 })).toEqual({ x: 10, y: -2, side: 5 });
    expect(fieldOf(LAYERS, 6, { x: 3, y: 3 })).toEqual({ x: -4, y: -4, side: 33 });
  });
});

describe('a tiling', () => {
  it.each([[24, 28, 320], [48, 14, 744], [112, 7, 744], [112, 7, 320], [24, 28, 1400]])(
    'fits %i maps of %i units into %i pixels, and finds each unit again',
    (channels, side, available) => {
      const tiling = tilingOf(side, channels, available);
      expect(tiling.width).toBeLessThanOrEqual(available);
      expect(tiling.columns * tiling.rows).toBeGreaterThanOrEqual(channels);
      for (const channel of [0, 5, channels - 1]) {
        const { x, y } = cornerOf(tiling, channel);
        const place = [x + (side - 1) * tiling.scale, y + 2 * tiling.scale] as const;
        expect(unitAt(tiling, channels, ...place)).toEqual({ channel, x: side - 1, y: 2 });
        expect(unitAt(tiling, channels, x + tiling.tile + GAP / 2, y)).toBeNull();
      }
      expect(unitAt(tiling, channels, -1, 5)).toBeNull();
    },
  );

  it('leads from map to map with the arrow keys, and not beyond the edge', () => {
    const tiling = tilingOf(14, 48, 744);
    expect(neighbour(tiling, 48, 0, 'ArrowRight')).toBe(1);
    expect(neighbour(tiling, 48, 0, 'ArrowDown')).toBe(tiling.columns);
    expect(neighbour(tiling, 48, 0, 'ArrowLeft')).toBe(0);
    expect(neighbour(tiling, 48, 47, 'ArrowDown')).toBe(47);
  });
});

describe('a perturbation', () => {
  const dot = Uint8Array.from({ length: 784 }, (_, i) => (i === 10 * 28 + 5 ? 255 : 0));
  const brightest = (pixels: Uint8Array): number => pixels.indexOf(Math.max(...pixels));

  it('leaves the image as it is if nothing is set', () => {
    expect(perturb(dot, UNPERTURBED)).toEqual(dot);
  });

  it('moves the image', () => {
    expect(brightest(perturb(dot, { ...UNPERTURBED, right: 3, down: -2 }))).toBe(8 * 28 + 8);
    expect(Math.max(...perturb(dot, { ...UNPERTURBED, right: -6 }))).toBe(0);
  });

  it('turns the image clockwise', () => {
    // From left of the centre to above it.
    expect(brightest(perturb(dot, { ...UNPERTURBED, turn: 90 }))).toBe(5 * 28 + 17);
  });

  it('adds the same noise every time', () => {
    const noisy = perturb(dot, { ...UNPERTURBED, noise: 0.5 });
    expect(perturb(dot, { ...UNPERTURBED, noise: 0.5 })).toEqual(noisy);
    expect(new Set(noisy).size).toBeGreaterThan(50);
    expect(noisy[10 * 28 + 5]).toBeGreaterThanOrEqual(127);
  });
});
