import type { Schema } from '../storage/schema';

/** A colour in three channels from 0 to 255. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export const isColour: Schema<string> = (value): value is string =>
  typeof value === 'string' && parseHex(value) !== null;

export function parseHex(hex: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) return null;
  const [red, green, blue] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return { red: red ?? 0, green: green ?? 0, blue: blue ?? 0 };
}

export function toHex({ red, green, blue }: Rgb): string {
  return `#${[red, green, blue].map((c) => clampChannel(c).toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG's contrast ratio, from 1 (the same colour) to 21 (black on white). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/**
 * Returns the background for an image (red, green, blue, alpha) with transparent pixels: white for
 * dark ink, black for light ink; null for an opaque image.
 */
export function backgroundFor(pixels: ArrayLike<number>): string | null {
  let transparent = false;
  let ink = 0;
  let light = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = [0, 1, 2, 3].map((c) => pixels[i + c]);
    transparent ||= alpha < 255;
    ink += alpha;
    light += alpha * luminance({ red, green, blue });
  }
  return transparent ? (light > ink / 2 ? '#000000' : '#ffffff') : null;
}

/** Relative luminance as WCAG 2 defines it. */
export function luminance({ red, green, blue }: Rgb): number {
  const linear = (value: number): number => {
    const channel = value / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function clampChannel(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
