import { type Box, WIDTH } from '../drawing/drawing';
import { EDGES, type Edge, moveEdge } from '../reading/boxEdits';
import { t } from '../texts/translation';
import { placeAround } from './boxOverlay';
import { byId, createElement } from './dom';

/** How far an arrow key moves an edge, in canvas units. */
const KEY_STEP = 7;

/** Handles at the edges of the selected box. Dragging one, or its arrow keys, resizes the box. */
export class BoxEdges {
  readonly #frame = createElement('div', { class: 'box-edges', hidden: '' });
  readonly #resized: (box: Box) => void;
  #box: Box | null = null;

  constructor(resized: (box: Box) => void) {
    this.#resized = resized;
    const names: Readonly<Record<Edge, string>> = {
      left: t`Left edge, move with the arrow keys`,
      right: t`Right edge, move with the arrow keys`,
      top: t`Top edge, move with the arrow keys`,
      bottom: t`Bottom edge, move with the arrow keys`,
    };
    for (const edge of EDGES) {
      const handle = createElement('button', { class: `edge-handle ${edge}`, type: 'button', 'aria-label': names[edge] });
      this.#listen(handle, edge);
      this.#frame.append(handle);
    }
    byId('box-tools').before(this.#frame);
  }

  show(box: Box | null): void {
    this.#box = box;
    this.#frame.hidden = box === null;
    if (box !== null) placeAround(this.#frame, box);
  }

  #listen(handle: HTMLElement, edge: Edge): void {
    const isUpright = edge === 'left' || edge === 'right';
    let start = 0;
    let dragged: Box | null = null;
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      start = isUpright ? event.clientX : event.clientY;
    });
    handle.addEventListener('pointermove', (event) => {
      if (this.#box === null || !handle.hasPointerCapture(event.pointerId)) return;
      const pixelsPerUnit = byId('canvas').clientWidth / WIDTH;
      const by = ((isUpright ? event.clientX : event.clientY) - start) / pixelsPerUnit;
      dragged = moveEdge(this.#box, edge, by);
      placeAround(this.#frame, dragged);
    });
    handle.addEventListener('lostpointercapture', () => {
      if (dragged !== null) this.#resized(dragged);
      dragged = null;
    });
    handle.addEventListener('keydown', (event) => {
      const [less, more] = isUpright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
      if (this.#box === null || (event.key !== less && event.key !== more)) return;
      event.preventDefault();
      this.#resized(moveEdge(this.#box, edge, event.key === more ? KEY_STEP : -KEY_STEP));
    });
  }
}
