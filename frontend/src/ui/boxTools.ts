import { type Box, type BoxEdit, HEIGHT } from '../drawing/drawing';
import { MIN_SIDE, boundingBox, contains, halves, replacement } from '../reading/boxEdits';
import type { SessionState } from '../reading/readingSession';
import { BoxEdges } from './boxEdges';
import { byId } from './dom';
import { announce } from './notifications';
import { t } from '../texts/translation';

export interface BoxToolsPorts {
  state(): SessionState;
  select(index: number): void;
  /** The fingerprint of the drawing, of which there may be no reading yet. */
  fingerprint(): string;
  /** Adds edits to the drawing. */
  edit(edits: readonly BoxEdit[]): void;
  /** Lets the user drag a box on the canvas. */
  dragBox(done: (box: Box) => void): void;
}

/** Edits the boxes: the tools appear when the user selects one. */
export class BoxTools {
  readonly #ports: BoxToolsPorts;
  readonly #bar = byId('box-tools');
  readonly #merge = byId<HTMLButtonElement>('box-merge');
  /** The reading whose box the user selected. */
  #openFor = '';
  /** The selected box after the user resized it, until it is read. */
  #resized: Box | null = null;
  /** Whether the drawing changes because of that, before its fingerprint is known. */
  #isResizing = false;
  readonly #edges = new BoxEdges((box) => this.#resize(box));

  constructor(ports: BoxToolsPorts) {
    this.#ports = ports;
    byId('box-remove').addEventListener('click', () => this.remove());
    byId('box-split').addEventListener('click', () => this.#split());
    this.#merge.addEventListener('click', () => this.#mergeWithNext());
    byId('box-add').addEventListener('click', () => this.#add());
    // The tools disappear, and with them the focus; from the canvas, keys select the next box.
    this.#bar.addEventListener('click', () => byId('canvas').focus({ preventScroll: true }));
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
    this.open();
    this.#ports.select(index);
    announce(t`Digit ${index + 1} selected. Delete removes it.`);
    return true;
  }

  /** Shows the tools for the selected digit, and keeps them until the drawing changes. */
  open(): void {
    this.#openFor = this.#ports.state().result?.snapshot.fingerprint ?? '';
    this.#resized = null;
  }

  close(): void {
    this.#openFor = '';
    this.#resized = null;
    this.#bar.hidden = true;
    this.#edges.show(null);
  }

  /** Shows the tools if the user selected a box of this reading, away from that box. */
  update({ result, selected }: SessionState): void {
    if (this.#isResizing) return;
    if (this.#resized !== null) {
      const isAwaited = result?.snapshot.fingerprint !== this.#openFor;
      // The handles stay, so that a key can move the edge again.
      if (isAwaited && this.#ports.fingerprint() === this.#openFor) return;
      const { x, y, width, height } = this.#resized;
      const index = (result?.snapshot.digits ?? []).findIndex(
        ({ box: each }) => each.x === x && each.y === y && each.width === width && each.height === height,
      );
      this.#resized = null;
      if (index >= 0 && index !== selected) {
        this.#ports.select(index);
        return;
      }
    }
    const box = result?.snapshot.digits[selected]?.box;
    const isOpen = box !== undefined && result?.snapshot.fingerprint === this.#openFor;
    this.#bar.hidden = !isOpen;
    this.#edges.show(isOpen ? box : null);
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

  #resize(box: Box): void {
    const before = this.#resized ?? this.#selectedBox;
    if (before === null) return;
    this.#edges.show(box);
    this.#resized = box;
    this.#isResizing = true;
    this.#ports.edit(replacement(before, box));
    this.#isResizing = false;
    this.#openFor = this.#ports.fingerprint();
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
