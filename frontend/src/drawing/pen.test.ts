import { describe, expect, it } from 'vitest';
import { Nib, type Touch } from './pen';

const PEN = { colour: null, width: 18, dotted: false };
const touch = (pointer: number, x: number, more: Partial<Touch> = {}): Touch => ({
  pointer,
  kind: 'touch',
  x,
  y: 0,
  pressure: 0.5,
  ...more,
});

describe('the nib', () => {
  it('writes from down to up', () => {
    const nib = new Nib();
    expect(nib.down(touch(1, 0), PEN)).toBe(true);
    expect(nib.move([touch(1, 5), touch(1, 9)])).toBe(true);
    expect(nib.up(1)?.points.map(({ x }) => x)).toEqual([0, 5, 9]);
    expect(nib.writing).toBe(false);
  });

  it('passes over a second finger from down to up', () => {
    const nib = new Nib();
    nib.down(touch(1, 0), PEN);
    expect(nib.down(touch(2, 100), PEN)).toBe(false);
    expect(nib.move([touch(2, 110)])).toBe(false);
    expect(nib.up(2)).toBeNull();
    nib.move([touch(1, 5)]);
    expect(nib.up(1)?.points.map(({ x }) => x)).toEqual([0, 5]);
  });

  it('keeps what a cancelled pointer had written, but not a mere touch', () => {
    const nib = new Nib();
    nib.down(touch(1, 0), PEN);
    nib.move([touch(1, 30)]);
    expect(nib.cancel(1)?.points).toHaveLength(2);
    nib.down(touch(2, 0), PEN);
    expect(nib.cancel(2)).toBeNull();
    expect(nib.writing).toBe(false);
  });

  it('leaves a dot where it only touched the paper', () => {
    const nib = new Nib();
    nib.down(touch(1, 7), PEN);
    expect(nib.up(1)?.points).toEqual([{ x: 7, y: 0, pressure: 0.5 }]);
  });

  it('believes the pressure of a pen alone', () => {
    const nib = new Nib();
    nib.down(touch(1, 0, { kind: 'pen', pressure: 0.9 }), PEN);
    expect(nib.up(1)?.points[0]?.pressure).toBe(0.9);
    nib.down(touch(2, 0, { kind: 'touch', pressure: 1 }), PEN);
    expect(nib.up(2)?.points[0]?.pressure).toBe(0.5);
  });

  it('writes down no more of a place than can be seen', () => {
    const nib = new Nib();
    nib.down(touch(1, 10.1234, { kind: 'pen', pressure: 0.51234 }), PEN);
    expect(nib.up(1)?.points).toEqual([{ x: 10.1, y: 0, pressure: 0.51 }]);
  });

  it('takes no point twice', () => {
    const nib = new Nib();
    nib.down(touch(1, 0), PEN);
    expect(nib.move([touch(1, 0.2)])).toBe(false);
    expect(nib.up(1)?.points).toHaveLength(1);
  });
});
