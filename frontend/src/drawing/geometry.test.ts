import { describe, expect, it } from 'vitest';
import type { Point, Stroke } from './drawing';
import { dots, fit, inkWidth, length, smooth } from './geometry';

const at = (x: number, y: number, pressure = 0.5): Point => ({ x, y, pressure });
const stroke = (points: readonly Point[], width = 20): Stroke => ({
  pen: { colour: null, width, dotted: false, eraser: false },
  points,
});

describe('smoothing', () => {
  it('turns a single point into a dot', () => {
    expect(smooth(stroke([at(5, 6)]))).toEqual([{ x: 5, y: 6, width: 20 }]);
  });

  it('starts and ends where the pen did', () => {
    const samples = smooth(stroke([at(0, 0), at(50, 80), at(100, 0)]));
    expect(samples[0]).toMatchObject({ x: 0, y: 0 });
    expect(samples.at(-1)).toMatchObject({ x: 100, y: 0 });
  });

  it('leaves no gap of more than two units', () => {
    const samples = smooth(stroke([at(0, 0), at(50, 80), at(100, 0), at(300, 10)]));
    const gaps = samples.slice(1).map((b, i) => {
      const a = samples[i] ?? b;
      return Math.hypot(b.x - a.x, b.y - a.y);
    });
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2);
  });

  it('rounds a corner instead of reaching its tip', () => {
    const samples = smooth(stroke([at(0, 0), at(50, 0), at(50, 50)]));
    const nearest = Math.min(...samples.map((s) => Math.hypot(s.x - 50, s.y)));
    expect(nearest).toBeGreaterThan(5);
  });

  it('widens with pressure, and has the pen’s width at half pressure', () => {
    const samples = smooth(stroke([at(0, 0, 0.2), at(50, 0, 0.9), at(100, 0, 0.9)]));
    expect(samples.at(-1)?.width).toBeGreaterThan((samples[0]?.width ?? 0) * 1.5);
    expect(inkWidth(20, 0.5)).toBe(20);
  });
});

describe('dots', () => {
  it('are a little less than two widths apart', () => {
    const placed = dots(smooth(stroke([at(0, 0), at(200, 0)], 10)));
    const gaps = placed.slice(1).map((dot, i) => dot.x - (placed[i]?.x ?? 0));
    expect(placed.length).toBeGreaterThan(8);
    for (const gap of gaps) expect(gap).toBeCloseTo(20, -0.5);
  });

  it('include a single point', () => {
    expect(dots(smooth(stroke([at(3, 4)])))).toHaveLength(1);
  });
});

describe('measures', () => {
  it('include the length of a path', () => {
    expect(length([at(0, 0), at(3, 4), at(3, 14)])).toBe(15);
  });

  it('include the largest centred size that fits a frame', () => {
    expect(fit(200, 100, 560, 420)).toEqual({ x: 0, y: 70, width: 560, height: 280, scale: 2.8 });
    expect(fit(100, 200, 560, 420)).toMatchObject({ x: 175, y: 0, width: 210, height: 420 });
  });
});
