import type { FeatureMaps } from '../network/network';
import { createElement } from '../ui/dom';
import { colourise } from './colourMap';
import { type Tiling, type Unit, cornerOf, neighbour, tilingOf, unitAt } from './tiling';
import { texts } from './texts';

export interface LayerCanvasPorts {
  /** The user points at a unit, or at a map by keyboard; null when they stop. */
  pointed(unit: Unit | null, isWholeMap: boolean): void;
  /** The user clicked a map, or pressed Enter on it. */
  chosen(channel: number): void;
}

/** The feature maps of one layer on a canvas. */
export class LayerCanvas {
  readonly element: HTMLCanvasElement;
  readonly #ports: LayerCanvasPorts;
  readonly #strip = document.createElement('canvas');
  #maps: FeatureMaps;
  #max = 0;
  #tiling: Tiling;
  #disabled: ReadonlySet<number> = new Set();
  #marked: number | null = null;
  #focused = 0;

  constructor(layer: number, { side, channels }: Pick<FeatureMaps, 'side' | 'channels'>, ports: LayerCanvasPorts) {
    this.#ports = ports;
    this.#maps = { side, channels, values: new Float32Array(side * side * channels) };
    this.#tiling = tilingOf(side, channels, 320);
    this.#strip.width = side;
    this.#strip.height = side * channels;
    this.element = createElement('canvas', {
      class: 'layer-canvas',
      tabindex: '0',
      role: 'application',
      'aria-label': texts.mapsOf(layer + 1, channels),
    });
    this.#listen();
  }

  get maps(): FeatureMaps {
    return this.#maps;
  }

  /** The greatest activation. */
  get max(): number {
    return this.#max;
  }

  resize(available: number): void {
    const { side, channels } = this.#maps;
    this.#tiling = tilingOf(side, channels, available);
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    this.element.width = this.#tiling.width * ratio;
    this.element.height = this.#tiling.height * ratio;
    this.element.style.width = `${this.#tiling.width}px`;
    this.element.style.height = `${this.#tiling.height}px`;
    this.#paint();
  }

  show(maps: FeatureMaps, disabled: ReadonlySet<number>): void {
    this.#maps = maps;
    this.#disabled = disabled;
    this.#max = maps.values.reduce((a, b) => Math.max(a, b), 0);
    const context = this.#strip.getContext('2d')!;
    const image = context.createImageData(maps.side, maps.side * maps.channels);
    colourise(maps.values, this.#max, image);
    context.putImageData(image, 0, 0);
    this.#paint();
  }

  mark(channel: number | null): void {
    if (channel === this.#marked) return;
    this.#marked = channel;
    this.#paint();
  }

  #paint(): void {
    const context = this.element.getContext('2d')!;
    const { side, channels } = this.#maps;
    const { tile, width } = this.#tiling;
    const ratio = this.element.width / width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, this.#tiling.height);
    context.imageSmoothingEnabled = false;
    for (let channel = 0; channel < channels; channel++) {
      const { x, y } = cornerOf(this.#tiling, channel);
      context.drawImage(this.#strip, 0, channel * side, side, side, x, y, tile, tile);
      if (this.#disabled.has(channel)) this.#cross(context, x, y);
    }
    if (this.#marked !== null) {
      const { x, y } = cornerOf(this.#tiling, this.#marked);
      context.strokeStyle = '#ff9d3c';
      context.lineWidth = 2;
      context.strokeRect(x - 1, y - 1, tile + 2, tile + 2);
    }
  }

  #cross(context: CanvasRenderingContext2D, x: number, y: number): void {
    const { tile } = this.#tiling;
    context.strokeStyle = '#ff7a7a';
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x + 3, y + 3);
    context.lineTo(x + tile - 3, y + tile - 3);
    context.moveTo(x + tile - 3, y + 3);
    context.lineTo(x + 3, y + tile - 3);
    context.stroke();
  }

  #listen(): void {
    const { channels } = this.#maps;
    const at = ({ offsetX, offsetY }: MouseEvent): Unit | null =>
      unitAt(this.#tiling, channels, offsetX, offsetY);
    this.element.addEventListener('pointermove', (event) => {
      const unit = at(event);
      if (unit !== null) this.#ports.pointed(unit, false);
    });
    this.element.addEventListener('pointerleave', () => this.#ports.pointed(null, false));
    this.element.addEventListener('click', (event) => {
      const unit = at(event);
      if (unit === null) return;
      this.#focused = unit.channel;
      this.#ports.chosen(unit.channel);
    });
    this.element.addEventListener('focus', () => {
      if (this.element.matches(':focus-visible')) this.#pointAtFocused();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key.startsWith('Arrow')) {
        this.#focused = neighbour(this.#tiling, channels, this.#focused, event.key);
        this.#pointAtFocused();
      } else if (event.key === 'Enter') {
        this.#ports.chosen(this.#focused);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
  }

  #pointAtFocused(): void {
    this.#ports.pointed({ channel: this.#focused, x: 0, y: 0 }, true);
  }
}

