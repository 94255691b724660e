import { describe, expect, it } from 'vitest';
import { labelledDigits, withLabel } from './labels';

describe('labels', () => {
  it('confirm one digit and leave the others unlabelled', () => {
    expect(withLabel(null, 3, 1, 7)).toEqual([null, 7, null]);
    expect(withLabel([1, null, null], 3, 1, 7)).toEqual([1, 7, null]);
  });

  it('are gone when the last one is withdrawn', () => {
    expect(withLabel([1, 7], 2, 0, null)).toEqual([null, 7]);
    expect(withLabel([null, 7], 2, 1, null)).toBeNull();
  });

  it('replace what was read', () => {
    expect(labelledDigits([1, 2, 3], [null, 7, null])).toEqual([1, 7, 3]);
    expect(labelledDigits([1, 2], null)).toEqual([1, 2]);
  });
});
