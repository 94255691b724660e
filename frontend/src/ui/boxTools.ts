import { type Box, type BoxEdit, HEIGHT } from '../drawing/drawing';
import { boundingBox, contains, halves } from '../reading/boxEdits';
import type { SessionState } from '../reading/readingSession';
import { byId } from './dom';
import { announce } from './notifications';
import { t } from '../texts/translation';

export interface BoxToolsPorts {
  state(): SessionState;
  select(index: number): void;
  /** Adds edits to the drawing. */
  edit(edits: readonly BoxEdit[]): void;
  /** Lets the user drag a box on the canvas. */
  dragBox(done: (box: Box) => void): void;
}

/** The smallest side of a box that the user drags, in canvas units. */
const MIN_SIDE = 8;

/** Edits the boxes: the tools appear when the user selects one. */
export class BoxTools {
  readonly #ports: BoxToolsPorts;
  readonly #bar = byId('box-tools');
  readonly #merge = byId<HTMLButtonElement>('box-merge');
  /** The reading whose box the user selected. */
  #openFor = '';

  constructor(ports: BoxToolsPorts) {
    this.#ports = ports;
    byId('box-remove').addEventListener('click', () => this.remove());
    byId('box-split').addEventListener('click', () => this.#split());
    this.#merge.addEventListener('click', () => this.#mergeWithNext());
    byId('box-add').addEventListener('click', () => this.#add());
  }

  /** Selects the digit at a point of the canvas, or reads the mark there as one. Returns whether there is one. */
  selectAt(x: number, y: number): boolean {
    const { result } = this.#ports.state();
    const index = result?.snapshot.digits.findIndex(({ box }) => contains(box, x, y)) ?? -1;
    const mark = result?.snapshot.rejected.find((box) => contains(box, x, y));
    if (index < 0 && mark !== undefined) {
      this.#ports.edit([{ box: mark, isDigit: true }]);
      announce(t`Read as a digit.`);
      return true;
    }
    if (index < 0) {
      this.close();
      return false;
    }
    this.#openFor = result?.snapshot.fingerprint ?? '';
    this.#ports.select(index);
    announce(t`Digit ${index + 1} selected. Delete removes it.`);
    return true;
  }

  close(): void {
    this.#openFor = '';
    this.#bar.hidden = true;
  }

  /** Shows the tools if the user selected a box of this reading, away from that box. */
  update({ result, selected }: SessionState): void {
    const box = result?.snapshot.digits[selected]?.box;
    this.#bar.hidden = box === undefined || result?.snapshot.fingerprint !== this.#openFor;
    if (box === undefined) return;
    this.#bar.classList.toggle('at-top', box.y + box.height / 2 > HEIGHT / 2);
    this.#merge.disabled = result?.snapshot.digits[selected + 1] === undefined;
  }

  /** Marks the selected box as no digit. */
  remove(): void {
    const box = this.#selectedBox;
    if (box === null) return;
    this.#ports.edit([{ box, isDigit: false }]);
    announce(t`Marked as not a digit.`);
  }

  get #selectedBox(): Box | null {
    const { result, selected } = this.#ports.state();
    return result?.snapshot.digits[selected]?.box ?? null;
  }

  #split(): void {
    const box = this.#selectedBox;
    if (box === null) return;
    this.#ports.edit(halves(box).map((half) => ({ box: half, isDigit: true })));
    announce(t`Split into two digits.`);
  }

  #mergeWithNext(): void {
    const { result, selected } = this.#ports.state();
    const box = result?.snapshot.digits[selected]?.box;
    const next = result?.snapshot.digits[selected + 1]?.box;
    if (box === undefined || next === undefined) return;
    this.#ports.edit([{ box: boundingBox(box, next), isDigit: true }]);
    announce(t`Merged with the next digit.`);
  }

  #add(): void {
    announce(t`Drag a box around the digit.`);
    this.#ports.dragBox((box) => {
      if (box.width >= MIN_SIDE && box.height >= MIN_SIDE) this.#ports.edit([{ box, isDigit: true }]);
    });
  }
}
