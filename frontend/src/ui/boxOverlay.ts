import { type Box, HEIGHT, WIDTH } from '../drawing/drawing';
import type { Labels } from '../drawing/labels';
import type { ReadingResult } from '../reading/liveReader';
import { UNSURE_BELOW } from '../reading/readingText';
import { byId, createElement, updateList } from './dom';

export interface BoxState {
  readonly result: ReadingResult | null;
  readonly labels: Labels | null;
  readonly selected: number;
}

/** The distance between ink and box, and between box and canvas, in canvas units. */
const PADDING = 7;
const EDGE = 2;
/** The space that a label needs, in CSS pixels. */
const LABEL_WIDTH = 30;
const LABEL_HEIGHT = 26;

/** Places an element around a box, with a distance to the ink, and returns its upper left corner. */
export function placeAround({ style }: HTMLElement, box: Box): { readonly left: number; readonly top: number } {
  const left = Math.max(EDGE, box.x - PADDING);
  const top = Math.max(EDGE, box.y - PADDING);
  const right = Math.min(WIDTH - EDGE, box.x + box.width + PADDING);
  const bottom = Math.min(HEIGHT - EDGE, box.y + box.height + PADDING);
  style.left = `${(left / WIDTH) * 100}%`;
  style.top = `${(top / HEIGHT) * 100}%`;
  style.width = `${((right - left) / WIDTH) * 100}%`;
  style.height = `${((bottom - top) / HEIGHT) * 100}%`;
  return { left, top };
}

/** The boxes around the digits, with their labels, and the outline of the sheet they are on. */
export class BoxOverlay {
  readonly #overlay = byId('boxes');
  readonly #sheet = document.querySelector<SVGPolygonElement>('#sheet polygon');
  #state: BoxState | null = null;
  /** Kept, because reading it while the page is updated would make the browser compute the layout. */
  #pixelsPerUnit = 1;

  constructor() {
    new ResizeObserver(([entry]) => {
      this.#pixelsPerUnit = (entry?.contentRect.width ?? WIDTH) / WIDTH;
      this.#update();
    }).observe(this.#overlay);
  }

  /** @param state null to show no boxes */
  show(state: BoxState | null): void {
    this.#state = state;
    this.#update();
  }

  #update(): void {
    const { result, labels, selected } = this.#state ?? { result: null, labels: null, selected: 0 };
    const corners = result?.snapshot.sheet ?? [];
    this.#sheet?.setAttribute('points', corners.map(({ x, y }) => `${x},${y}`).join(' '));
    const digits = result?.snapshot.digits ?? [];
    const boxes = [
      ...digits.map(({ box }, index) => ({ key: String(index), box, index })),
      ...(result?.snapshot.rejected ?? []).map((box, i) => ({ key: `rejected-${i}`, box, index: null })),
    ];
    updateList(
      this.#overlay,
      boxes,
      ({ key }) => key,
      ({ index }) =>
        index === null
          ? createElement('div', { class: 'rejected-box' })
          : createElement('div', { class: 'box' }, createElement('span')),
      (element, { box, index }) => {
        const { left, top } = placeAround(element, box);
        if (index === null) return;
        const prediction = result?.predictions[index];
        element.classList.toggle('label-inside', top * this.#pixelsPerUnit < LABEL_HEIGHT);
        element.classList.toggle('label-right', (WIDTH - left) * this.#pixelsPerUnit < LABEL_WIDTH);
        element.classList.toggle('unsure', (prediction?.confidence ?? 1) < UNSURE_BELOW);
        element.classList.toggle('corrected', labels?.[index] != null);
        if (index === selected && digits.length > 1) element.setAttribute('aria-current', 'true');
        else element.removeAttribute('aria-current');
        const label = element.firstElementChild;
        if (label !== null) label.textContent = String(labels?.[index] ?? prediction?.digit ?? '');
      },
    );
  }
}
