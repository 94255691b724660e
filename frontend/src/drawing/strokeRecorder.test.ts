import { describe, expect, it } from 'vitest';
import { StrokeRecorder, type PointerSample } from './strokeRecorder';

const PEN = { colour: null, width: 18, dotted: false, eraser: false };
const touch = (pointer: number, x: number, more: Partial<PointerSample> = {}): PointerSample => ({
  pointer,
  kind: 'touch',
  x,
  y: 0,
  pressure: 0.5,
  ...more,
});

describe('the stroke recorder', () => {
  it('records from pointer down to pointer up', () => {
    const recorder = new StrokeRecorder();
    expect(recorder.down(touch(1, 0), PEN)).toBe(true);
    expect(recorder.move([touch(1, 5), touch(1, 9)])).toBe(true);
    expect(recorder.up(1)?.points.map(({ x }) => x)).toEqual([0, 5, 9]);
    expect(recorder.isDrawing).toBe(false);
  });

  it('ignores a second finger', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 0), PEN);
    expect(recorder.down(touch(2, 100), PEN)).toBe(false);
    expect(recorder.move([touch(2, 110)])).toBe(false);
    expect(recorder.up(2)).toBeNull();
    recorder.move([touch(1, 5)]);
    expect(recorder.up(1)?.points.map(({ x }) => x)).toEqual([0, 5]);
  });

  it('keeps the stroke of a cancelled pointer, but not a cancelled tap', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 0), PEN);
    recorder.move([touch(1, 30)]);
    expect(recorder.cancel(1)?.points).toHaveLength(2);
    recorder.down(touch(2, 0), PEN);
    expect(recorder.cancel(2)).toBeNull();
    expect(recorder.isDrawing).toBe(false);
  });

  it('records a tap as a dot', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 7), PEN);
    expect(recorder.up(1)?.points).toEqual([{ x: 7, y: 0, pressure: 0.5 }]);
  });

  it('uses the pressure of a pen only', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 0, { kind: 'pen', pressure: 0.9 }), PEN);
    expect(recorder.up(1)?.points[0]?.pressure).toBe(0.9);
    recorder.down(touch(2, 0, { kind: 'touch', pressure: 1 }), PEN);
    expect(recorder.up(2)?.points[0]?.pressure).toBe(0.5);
  });

  it('rounds points to a tenth of a unit', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 10.1234, { kind: 'pen', pressure: 0.51234 }), PEN);
    expect(recorder.up(1)?.points).toEqual([{ x: 10.1, y: 0, pressure: 0.51 }]);
  });

  it('skips points that are too close', () => {
    const recorder = new StrokeRecorder();
    recorder.down(touch(1, 0), PEN);
    expect(recorder.move([touch(1, 0.2)])).toBe(false);
    expect(recorder.up(1)?.points).toHaveLength(1);
  });
});
