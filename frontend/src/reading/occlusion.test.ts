import { describe, expect, it } from 'vitest';
import { describeSaliency, occlude, saliency } from './occlusion';

describe('occlusion sensitivity', () => {
  const pixels = new Uint8Array(784).fill(200);

  it('fits one request: 64 images, each with one patch occluded', () => {
    const images = occlude(pixels);
    expect(images).toHaveLength(64);
    for (const image of images) expect(image.filter((value) => value === 0)).toHaveLength(36);
  });

  it('covers every pixel that can be ink', () => {
    const images = occlude(pixels);
    for (let y = 2; y < 26; y++) {
      for (let x = 2; x < 26; x++) {
        expect(images.some((image) => image[y * 28 + x] === 0)).toBe(true);
      }
    }
  });

  it('does not change the image itself', () => {
    occlude(pixels);
    expect(pixels.every((value) => value === 200)).toBe(true);
  });

  it('is positive where occluding lowers the probability, negative where it raises it, and zero elsewhere', () => {
    const occluded = Array.from({ length: 64 }, (_, i) => (i === 0 ? 0.1 : i === 63 ? 1 : 0.9));
    const map = saliency(0.9, occluded);
    expect(map[2 * 28 + 2]).toBeCloseTo(0.8);
    expect(map[26 * 28 + 26]).toBeCloseTo(-0.1);
    expect(map[14 * 28 + 14]).toBeCloseTo(0);
    expect(map[0]).toBe(0);
  });

  it('is described in words', () => {
    const map = new Float32Array(784);
    expect(describeSaliency(map, 7)).toBe('No single part decides that it is a 7.');
    map[2 * 28 + 3] = 0.4;
    map[14 * 28 + 14] = 0.2;
    map[26 * 28 + 26] = -0.1;
    expect(describeSaliency(map, 7)).toBe(
      'The top left and the centre support 7 most. The bottom right counts against it.',
    );
  });
});
