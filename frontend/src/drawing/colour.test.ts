import { describe, expect, it } from 'vitest';
import { contrast, backgroundFor, parseHex, toHex } from './colour';

describe('colours', () => {
  it('are parsed from hexadecimal and formatted back', () => {
    expect(parseHex('#0a80FF')).toEqual({ red: 10, green: 128, blue: 255 });
    expect(toHex({ red: 10, green: 128, blue: 255 })).toBe('#0a80ff');
  });

  it('are rejected in any other form', () => {
    for (const text of ['', 'red', '#fff', '#gggggg', '#1234567']) expect(parseHex(text)).toBeNull();
  });

  it('are clamped to the range of a channel', () => {
    expect(toHex({ red: -5, green: 300, blue: 12.6 })).toBe('#00ff0d');
  });

  it('get a contrasting background where the image is transparent', () => {
    const clear = [0, 0, 0, 0];
    expect(backgroundFor([...clear, 20, 20, 40, 255])).toBe('#ffffff');
    expect(backgroundFor([...clear, ...clear, 255, 240, 230, 200])).toBe('#000000');
    expect(backgroundFor(clear)).toBe('#ffffff');
    expect(backgroundFor([255, 255, 255, 255, 0, 0, 0, 255])).toBeNull();
  });

  it('have WCAG’s contrast ratio', () => {
    const black = { red: 0, green: 0, blue: 0 };
    const white = { red: 255, green: 255, blue: 255 };
    expect(contrast(black, white)).toBeCloseTo(21, 5);
    expect(contrast(white, black)).toBeCloseTo(21, 5);
    expect(contrast(white, white)).toBe(1);
    expect(contrast({ red: 119, green: 119, blue: 119 }, white)).toBeCloseTo(4.48, 2);
  });
});
