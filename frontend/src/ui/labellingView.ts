import { type Contribution, DAILY_GOAL, dayOf, progressOn, withDigit } from '../dataset/contribution';
import {
  type Labelling,
  collect,
  requestedDigit,
  skip,
  startLabelling,
} from '../dataset/labelling';
import type { ReadingResult } from '../reading/liveReader';
import type { StoredValue } from '../storage/localStore';
import { byId, createElement } from './dom';
import { t } from '../texts/translation';

export interface LabellingViewPorts {
  readonly stored: StoredValue<Labelling | null>;
  readonly contribution: StoredValue<Contribution>;
  label(fingerprint: string, labels: readonly number[]): void;
  deleteReading(fingerprint: string): void;
  /** Replaces this drawing by an empty one after the user had time to see the result. */
  startNextDrawing(drawingId: string): void;
}

/** The labelling mode, which collects examples: it asks for a digit and labels what is drawn with it. */
export class LabellingView {
  readonly #ports: LabellingViewPorts;
  readonly #bar = byId('labelling');
  readonly #note = byId('labelling-note');
  readonly #undo = byId<HTMLButtonElement>('labelling-undo');
  readonly #collected: { readonly fingerprint: string; readonly label: number }[] = [];
  readonly #introduction = t`Write as you always do. It is saved after a second without a stroke, or at once with Predict (Enter).`;
  #labelling: Labelling;

  constructor(ports: LabellingViewPorts) {
    this.#ports = ports;
    this.#labelling = ports.stored.get() ?? startLabelling(Math.random);
    byId('labelling-skip').addEventListener('click', () => {
      this.#set(skip(this.#labelling, Math.random));
      this.#note.textContent = '';
    });
    this.#undo.addEventListener('click', () => {
      const last = this.#collected.pop();
      if (last === undefined) return;
      this.#ports.deleteReading(last.fingerprint);
      this.#count(last.label, -1);
      this.#set({ ...this.#labelling, collected: Math.max(0, this.#labelling.collected - 1) });
      this.#note.textContent = t`The last one was deleted.`;
    });
    this.#show();
  }

  get isOpen(): boolean {
    return !this.#bar.hidden;
  }

  /** The drawing that is for the requested digit. */
  get drawingId(): string | null {
    return this.#labelling.drawingId;
  }

  /** Whether the drawing on the canvas is collected, so that the next stroke starts another. */
  get isCollected(): boolean {
    return this.isOpen && this.#labelling.drawingId === null;
  }

  startDrawing(drawingId: string): void {
    this.#set({ ...this.#labelling, drawingId });
  }

  open(): void {
    this.#bar.hidden = false;
    document.body.classList.add('is-labelling');
    this.#note.textContent = this.#introduction;
  }

  /** Says what the user's labels have changed, unless there is news about a drawing. */
  showLearned(text: string): void {
    if (this.isOpen && text !== '' && this.#note.textContent === this.#introduction) this.#note.textContent = text;
  }

  close(): void {
    // The user may change the drawing outside this mode, so it no longer counts as the digit.
    if (this.#labelling.drawingId !== null) this.#set({ ...this.#labelling, drawingId: null });
    this.#bar.hidden = true;
    document.body.classList.remove('is-labelling');
  }

  /** Collects a final reading of the current drawing. */
  collect(result: ReadingResult): void {
    const { drawingId, fingerprint } = result.snapshot;
    if (drawingId !== this.#labelling.drawingId) {
      this.#note.textContent = t`Not collected: this drawing was made earlier. Clear it first.`;
      return;
    }
    if (result.predictions.length !== 1) {
      this.#note.textContent = t`That looks like ${result.predictions.length} digits. Draw one.`;
      return;
    }
    const label = requestedDigit(this.#labelling);
    const read = result.predictions[0]?.digit;
    this.#ports.label(fingerprint, [label]);
    this.#collected.push({ fingerprint, label });
    this.#count(label, 1);
    this.#set(collect(this.#labelling, Math.random));
    this.#note.textContent =
      read === label
        ? t`Collected. The model read ${label} correctly.`
        : t`Collected as ${label}. The model read ${read ?? '?'}, so this one helps most.`;
    this.#ports.startNextDrawing(drawingId);
  }

  #count(digit: number, by: 1 | -1): void {
    const { contribution } = this.#ports;
    contribution.set(withDigit(contribution.get(), digit, dayOf(new Date()), by));
  }

  #set(labelling: Labelling): void {
    this.#labelling = labelling;
    this.#ports.stored.set(labelling);
    this.#show();
  }

  #show(): void {
    byId('labelling-digit').textContent = String(requestedDigit(this.#labelling));
    byId('labelling-count').textContent = t`${this.#labelling.collected} collected`;
    const contribution = this.#ports.contribution.get();
    const { today, streak } = progressOn(contribution, dayOf(new Date()));
    const days = streak > 1 ? `, ${t`${streak} days in a row`}` : '';
    const goal = byId<HTMLProgressElement>('labelling-goal');
    goal.value = Math.min(1, today / DAILY_GOAL);
    goal.textContent = t`${today} of ${DAILY_GOAL} today`;
    byId('labelling-goal-text').textContent =
      today >= DAILY_GOAL ? t`Goal reached: ${today} today` + days : t`${today} of ${DAILY_GOAL} today` + days;
    byId('labelling-counts').replaceChildren(
      ...contribution.counts.map((count, digit) =>
        createElement('span', {}, createElement('b', {}, String(digit)), ` ${count}`),
      ),
    );
    this.#undo.disabled = this.#collected.length === 0;
  }
}
