import { type Api, ApiError, labelsOf } from '../api/client';
import { type QueuedDigit, labelQueue } from '../dataset/labelQueue';
import { type Labels, withLabel } from '../drawing/labels';
import { fromBase64 } from '../reading/base64';
import { errorMessage } from '../reading/errorMessages';
import { byId, createElement, paintPixels } from './dom';
import { announce } from './notifications';
import { t } from '../texts/translation';

export interface LabelQueuePorts {
  readonly api: Api;
  correct(id: string, labels: Labels | null): void;
}

/** The newest records that are searched for unlabelled digits. */
const MAX_RECORDS = 1000;

/** Lets the user label the digits of the history one after the other with the keyboard. */
export class LabelQueueDialog {
  readonly #ports: LabelQueuePorts;
  readonly #dialog = byId<HTMLDialogElement>('queue-dialog');
  readonly #picture = byId<HTMLCanvasElement>('queue-picture');
  readonly #text = byId('queue-text');
  readonly #undo = byId<HTMLButtonElement>('queue-undo');
  #queue: readonly QueuedDigit[] = [];
  #at = 0;
  #labels = new Map<string, Labels | null>();
  #labelled = 0;

  constructor(ports: LabelQueuePorts) {
    this.#ports = ports;
    byId('queue-digits').append(
      ...Array.from({ length: 10 }, (_, digit) => {
        const button = createElement('button', { class: 'button', type: 'button' }, String(digit));
        button.addEventListener('click', () => this.#label(digit));
        return button;
      }),
    );
    byId('queue-skip').addEventListener('click', () => this.#moveTo(this.#at + 1));
    this.#undo.addEventListener('click', () => this.#back());
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
  }

  async open(): Promise<void> {
    this.#queue = [];
    this.#labelled = 0;
    this.#labels = new Map();
    this.#moveTo(0, t`Loading …`);
    this.#dialog.showModal();
    try {
      const records = await this.#ports.api.newestPredictions(MAX_RECORDS);
      this.#labels = new Map(records.map((record) => [record.id, labelsOf(record)]));
      this.#queue = labelQueue(records);
      this.#moveTo(0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#text.textContent = errorMessage(error);
    }
  }

  #moveTo(at: number, waiting = ''): void {
    this.#at = Math.min(Math.max(0, at), this.#queue.length);
    const current = this.#queue[this.#at];
    const prediction = current?.record.predictions[current.position];
    paintPixels(this.#picture, prediction === undefined ? new Uint8Array(784) : fromBase64(prediction.pixels));
    this.#undo.disabled = this.#at === 0;
    this.#dialog.classList.toggle('done', prediction === undefined);
    byId('queue-count').textContent = t`${this.#labelled} labelled, ${this.#queue.length - this.#at} left`;
    this.#text.textContent =
      waiting !== ''
        ? waiting
        : prediction === undefined
          ? t`All digits of your history are labelled. Thank you.`
          : t`The model read ${prediction.digit}, ${Math.round(prediction.confidence * 100)} %. Which digit is it?`;
  }

  #label(digit: number): void {
    const current = this.#queue[this.#at];
    if (current === undefined) return;
    this.#setLabel(current, digit);
    this.#labelled++;
    announce(t`Labelled ${digit}.`);
    this.#moveTo(this.#at + 1);
  }

  /** Goes back to the digit before, and withdraws its label. */
  #back(): void {
    const before = this.#queue[this.#at - 1];
    if (before === undefined) return;
    if (this.#labels.get(before.record.id)?.[before.position] != null) {
      this.#setLabel(before, null);
      this.#labelled--;
    }
    this.#moveTo(this.#at - 1);
  }

  #setLabel({ record, position }: QueuedDigit, label: number | null): void {
    const labels = withLabel(this.#labels.get(record.id) ?? null, record.predictions.length, position, label);
    this.#labels.set(record.id, labels);
    this.#ports.correct(record.id, labels);
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const isUndo = event.key === 'Backspace' || (event.ctrlKey && event.key.toLowerCase() === 'z');
    const current = this.#queue[this.#at];
    if (/^\d$/.test(event.key) && !event.ctrlKey) this.#label(Number(event.key));
    else if (isUndo) this.#back();
    else if (event.key === 'ArrowRight') this.#moveTo(this.#at + 1);
    else if (event.key === 'Enter' && current !== undefined && event.target === this.#dialog) {
      this.#label(current.record.predictions[current.position]?.digit ?? 0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
