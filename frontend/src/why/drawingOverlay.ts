import { luminance, parseHex } from '../drawing/colour';
import { type Box, HEIGHT, WIDTH } from '../drawing/drawing';
import { byId, createElement } from '../ui/dom';
import type { Part } from './evidence';

const SIDE = 28;
/** Lighter pixels are the smooth edge of the ink. */
const INK = 64;
const SCALE = 8;
/** How far the mark of a part may reach beyond the ink, in pixels of the image. */
const MARGIN = 1;

/** The ink's bounds in the image, whose right and bottom are exclusive. */
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Paints on the drawing which ink supports a digit and which counts against it. */
export class DrawingOverlay {
  readonly #canvas = createElement('canvas', {
    class: 'why-overlay',
    width: String(SIDE * SCALE),
    height: String(SIDE * SCALE),
    'aria-hidden': 'true',
  });
  readonly #part = createElement('div', { class: 'why-part' });

  constructor() {
    byId('boxes').before(this.#canvas, this.#part);
    this.hide();
  }

  hide(): void {
    this.#canvas.hidden = this.#part.hidden = true;
  }

  /**
   * @param box the digit's box on the canvas
   * @param paper the colour around the ink
   */
  show(box: Box, paper: string, pixels: Uint8Array, map: Float32Array, part: Part | null): void {
    const bounds = boundsOf(pixels);
    this.#paint(map);
    // Blending colours the ink and leaves the paper as it is.
    const colour = parseHex(paper);
    const isDark = colour !== null && luminance(colour) < 0.5;
    this.#canvas.style.mixBlendMode = isDark ? 'multiply' : 'screen';
    place(this.#canvas, box, bounds, { left: 0, top: 0, right: SIDE, bottom: SIDE });
    this.#canvas.hidden = false;
    this.#part.hidden = part === null;
    if (part === null) return;
    place(this.#part, box, bounds, {
      left: Math.max(part.x, bounds.left - MARGIN),
      top: Math.max(part.y, bounds.top - MARGIN),
      right: Math.min(part.x + part.side, bounds.right + MARGIN),
      bottom: Math.min(part.y + part.side, bounds.bottom + MARGIN),
    });
  }

  #paint(map: Float32Array): void {
    const context = this.#canvas.getContext('2d')!;
    const exact = createElement('canvas', { width: String(SIDE), height: String(SIDE) });
    const image = context.createImageData(SIDE, SIDE);
    const strongest = map.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-6);
    map.forEach((value, i) => {
      const [red, green, blue] = value > 0 ? [255, 122, 41] : [64, 156, 255];
      const strength = (Math.abs(value) / strongest) ** 0.7;
      image.data.set([red, green, blue, Math.round(255 * strength)], 4 * i);
    });
    exact.getContext('2d')!.putImageData(image, 0, 0);
    context.clearRect(0, 0, SIDE * SCALE, SIDE * SCALE);
    context.imageSmoothingEnabled = true;
    context.drawImage(exact, 0, 0, SIDE * SCALE, SIDE * SCALE);
  }
}

function boundsOf(pixels: Uint8Array): Bounds {
  let [left, top, right, bottom] = [SIDE, SIDE, 0, 0];
  pixels.forEach((value, i) => {
    if (value < INK) return;
    left = Math.min(left, i % SIDE);
    right = Math.max(right, (i % SIDE) + 1);
    top = Math.min(top, Math.floor(i / SIDE));
    bottom = Math.max(bottom, Math.floor(i / SIDE) + 1);
  });
  return { left, top, right, bottom };
}

/** Places a part of the image on the canvas so that the ink covers the box. */
function place({ style }: HTMLElement, box: Box, ink: Bounds, part: Bounds): void {
  const unitX = box.width / Math.max(1, ink.right - ink.left);
  const unitY = box.height / Math.max(1, ink.bottom - ink.top);
  style.left = `${(100 * (box.x + (part.left - ink.left) * unitX)) / WIDTH}%`;
  style.top = `${(100 * (box.y + (part.top - ink.top) * unitY)) / HEIGHT}%`;
  style.width = `${(100 * (part.right - part.left) * unitX) / WIDTH}%`;
  style.height = `${(100 * (part.bottom - part.top) * unitY) / HEIGHT}%`;
}
