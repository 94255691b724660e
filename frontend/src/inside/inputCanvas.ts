import { createElement } from '../ui/dom';
import type { Field } from './receptiveField';

const SIDE = 28;
const SCALE = 10;

/** The network's input, in which the ink that drives a unit is marked. */
export class InputCanvas {
  readonly element = createElement('canvas', {
    class: 'input-canvas',
    width: String(SIDE * SCALE),
    height: String(SIDE * SCALE),
    role: 'img',
  });
  readonly #exact = createElement('canvas', { width: String(SIDE), height: String(SIDE) });
  #pixels: Uint8Array = new Uint8Array(SIDE * SIDE);
  #contributions: Float32Array | null = null;
  #field: Field | null = null;

  constructor(label: string) {
    this.element.setAttribute('aria-label', label);
  }

  show(pixels: Uint8Array): void {
    this.#pixels = pixels;
    this.#paint();
  }

  /** Marks the part of the input that a unit can see, and the ink that drives it. */
  mark(contributions: Float32Array | null, field: Field | null): void {
    this.#contributions = contributions;
    this.#field = field;
    this.#paint();
  }

  #paint(): void {
    const context = this.element.getContext('2d')!;
    const exact = this.#exact.getContext('2d')!;
    const image = exact.createImageData(SIDE, SIDE);
    const strongest = this.#contributions?.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9) ?? 1;
    for (let i = 0; i < SIDE * SIDE; i++) {
      const ink = this.#pixels[i]!;
      const share = (this.#contributions?.[i] ?? 0) / strongest;
      const [red, green, blue] = share >= 0 ? [255, 140, 50] : [70, 160, 255];
      const strength = Math.abs(share) ** 0.6;
      // The ink is dimmed while something is marked, so that the colours stand out.
      const grey = this.#contributions === null ? ink : ink * 0.35;
      const mix = (colour: number): number => grey + strength * (colour - grey);
      image.data.set([mix(red!), mix(green!), mix(blue!), 255], 4 * i);
    }
    exact.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#exact, 0, 0, SIDE * SCALE, SIDE * SCALE);
    if (this.#field === null) return;
    const { x, y, side } = this.#field;
    const left = Math.max(0, x);
    const top = Math.max(0, y);
    const width = Math.min(SIDE, x + side) - left;
    const height = Math.min(SIDE, y + side) - top;
    context.strokeStyle = '#ffffff';
    context.lineWidth = 2;
    context.strokeRect(left * SCALE + 1, top * SCALE + 1, width * SCALE - 2, height * SCALE - 2);
  }
}
