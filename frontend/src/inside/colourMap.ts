/** From dark through blue and rose to pale yellow, with rising lightness. */
const STOPS = [
  [10, 14, 30],
  [38, 52, 122],
  [112, 84, 190],
  [214, 98, 148],
  [252, 170, 110],
  [255, 244, 196],
] as const;

/** 256 colours as the bytes of an image: red, green, blue, alpha. */
const COLOURS = Uint32Array.from({ length: 256 }, (_, i) => {
  const at = (i / 255) * (STOPS.length - 1);
  const from = STOPS[Math.min(Math.floor(at), STOPS.length - 2)]!;
  const to = STOPS[Math.min(Math.floor(at) + 1, STOPS.length - 1)]!;
  const share = at - Math.min(Math.floor(at), STOPS.length - 2);
  const bytes = from.map((value, c) => Math.round(value + share * (to[c]! - value)));
  return new Uint32Array(new Uint8Array([...bytes, 255]).buffer)[0]!;
});

/** Weak activations are visible beside strong ones. */
const GAMMA = 0.6;

/** Colours values between 0 and a maximum. */
export function colourise(values: Float32Array, max: number, image: ImageData): void {
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < values.length; i++) {
    const share = max > 0 ? Math.min(1, values[i]! / max) : 0;
    pixels[i] = COLOURS[Math.round(255 * share ** GAMMA)]!;
  }
}
