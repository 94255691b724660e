import { describe, expect, it } from 'vitest';
import { occlusions, worth } from './occlusion';

describe('an occlusion map', () => {
  const pixels = new Uint8Array(784).fill(200);

  it('fits one request: 64 images, each with one patch covered', () => {
    const images = occlusions(pixels);
    expect(images).toHaveLength(64);
    for (const image of images) expect(image.filter((value) => value === 0)).toHaveLength(36);
  });

  it('covers every pixel that ink may lie on', () => {
    const images = occlusions(pixels);
    for (let y = 2; y < 26; y++) {
      for (let x = 2; x < 26; x++) {
        expect(images.some((image) => image[y * 28 + x] === 0)).toBe(true);
      }
    }
  });

  it('leaves the image itself as it was', () => {
    occlusions(pixels);
    expect(pixels.every((value) => value === 200)).toBe(true);
  });

  it('is warm where covering took from the answer, cool where it added, and nothing elsewhere', () => {
    const covered = Array.from({ length: 64 }, (_, i) => (i === 0 ? 0.1 : i === 63 ? 1 : 0.9));
    const map = worth(0.9, covered);
    expect(map[2 * 28 + 2]).toBeCloseTo(0.8);
    expect(map[26 * 28 + 26]).toBeCloseTo(-0.1);
    expect(map[14 * 28 + 14]).toBeCloseTo(0);
    expect(map[0]).toBe(0);
  });
});
