import { describe, expect, it } from 'vitest';
import { linesOf, textOf } from './lines';

const box = (x: number, y: number) => ({ x, y, width: 20, height: 30 });

describe('the lines of a reading', () => {
  it('start where a digit is to the left of and below its predecessor', () => {
    const boxes = [box(10, 10), box(50, 18), box(90, 5), box(12, 60), box(60, 55), box(5, 110)];
    expect(linesOf(boxes)).toEqual([0, 0, 0, 1, 1, 2]);
  });

  it('are a single line for a row that climbs', () => {
    expect(linesOf([box(10, 90), box(40, 60), box(70, 30)])).toEqual([0, 0, 0]);
  });

  it('are separated by line breaks', () => {
    expect(textOf([3, 1, 4, 1], [0, 0, 1, 1])).toBe('31\n41');
    expect(textOf([7], [])).toBe('7');
  });
});
