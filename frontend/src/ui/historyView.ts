import { type Api, ApiError, type PredictionRecord, labelsOf } from '../api/client';
import { type Labels, withLabel } from '../drawing/labels';
import { parseRows, pngs } from '../dataset/pngArchive';
import { errorMessage } from '../reading/errorMessages';
import { notify } from './notifications';
import { byId, createElement, download, icon, paintPixels, timeElement } from './dom';
import { pickLabel } from './digitPicker';

export interface HistoryPorts {
  readonly api: Api;
  correct(id: string, labels: Labels | null): void;
  deleteRecord(id: string): void;
}

/** The user's records, newest first, which can be corrected, deleted and downloaded. */
export class HistoryView {
  readonly #ports: HistoryPorts;
  readonly #list = byId('records');
  readonly #note = byId('history-note');
  readonly #more = byId<HTMLButtonElement>('more');
  #next: string | undefined;
  #visit = 0;

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    this.#more.addEventListener('click', () => void this.#load(this.#visit));
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-download]')) {
      button.addEventListener('click', () => void this.#download(button));
    }
  }

  async open(): Promise<void> {
    this.#visit++;
    this.#next = undefined;
    this.#list.replaceChildren(
      ...Array.from({ length: 6 }, () => createElement('li', { class: 'skeleton', 'aria-hidden': 'true' })),
    );
    await this.#load(this.#visit);
  }

  async #load(visit: number): Promise<void> {
    this.#more.hidden = true;
    this.#note.textContent = 'Loading …';
    try {
      const page = await this.#ports.api.predictions(this.#next);
      if (visit !== this.#visit) return;
      if (this.#next === undefined) this.#list.replaceChildren();
      this.#list.append(...page.predictions.map((record) => this.#card(record)));
      this.#next = page.next;
      this.#note.textContent =
        this.#list.childElementCount === 0 ? 'Nothing yet. Draw something, and it will be listed here.' : '';
      this.#more.textContent = 'Show more';
      this.#more.hidden = page.next === undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (visit !== this.#visit) return;
      this.#list.querySelectorAll('.skeleton').forEach((empty) => empty.remove());
      this.#note.textContent = errorMessage(error);
      this.#more.textContent = 'Try again';
      this.#more.hidden = false;
    }
  }

  #card(record: PredictionRecord): HTMLElement {
    let labels = labelsOf(record);
    const card = createElement('li', { class: 'record' });
    const digits = createElement('div', { class: 'record-digits' });
    const showDigits = (): void => {
      const focused = [...digits.children].indexOf(document.activeElement as Element);
      digits.replaceChildren(
        ...record.predictions.map((prediction, i) => {
          const label = labels?.[i] ?? null;
          const thumb = createElement('canvas', { 'aria-hidden': 'true' });
          paintPixels(thumb, unpack(prediction.pixels));
          const button = createElement(
            'button',
            {
              type: 'button',
              class: label === null ? 'record-digit' : 'record-digit corrected',
              'aria-label': describe(prediction.digit, prediction.confidence, label),
            },
            thumb,
            String(label ?? prediction.digit),
          );
          if (label !== null && label !== prediction.digit) {
            button.append(createElement('s', {}, String(prediction.digit)));
          }
          button.addEventListener('click', () =>
            pickLabel(button, label, prediction.digit, (digit) => {
              labels = withLabel(labels, record.predictions.length, i, digit);
              this.#ports.correct(record.id, labels);
              showDigits();
              (digits.children[i] as HTMLElement | undefined)?.focus();
            }),
          );
          return button;
        }),
      );
      (digits.children[focused] as HTMLElement | undefined)?.focus();
    };
    showDigits();
    const remove = createElement(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': `Delete the reading ${record.text}` },
      icon('clear'),
    );
    remove.addEventListener('click', () => {
      const next = (card.nextElementSibling ?? card.previousElementSibling)?.querySelector('button');
      card.remove();
      next?.focus();
      this.#ports.deleteRecord(record.id);
      notify('Deleted.');
    });
    const origin = record.file ?? { canvas: 'drawn', upload: 'picture', api: 'API' }[record.source];
    card.append(
      digits,
      createElement(
        'div',
        { class: 'record-foot' },
        createElement('p', {}, timeElement(record.time), ` · ${origin} · ${record.model}`),
        remove,
      ),
    );
    return card;
  }

  async #download(button: HTMLButtonElement): Promise<void> {
    const format = button.dataset['download'];
    button.disabled = true;
    try {
      const lines = await this.#ports.api.dataset('application/x-ndjson');
      if (lines === '') {
        notify('Nothing is labelled yet. Correct a reading, or teach a few digits.');
        return;
      }
      if (format === 'csv') {
        download('digits.csv', new Blob([await this.#ports.api.dataset('text/csv')], { type: 'text/csv' }));
        return;
      }
      if (format === 'jsonl') {
        download('digits.jsonl', new Blob([lines], { type: 'application/x-ndjson' }));
        return;
      }
      const archive = await pngs(parseRows(lines), deflate);
      download('digits.zip', new Blob([archive], { type: 'application/zip' }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(errorMessage(error), { name: 'Try again', run: () => button.click() });
    } finally {
      button.disabled = false;
    }
  }
}

function describe(digit: number, confidence: number, label: number | null): string {
  const read = `Read ${digit}, ${Math.round(confidence * 100)} percent`;
  return label === null ? `${read}. Correct it` : `${read}, labelled ${label}. Change it`;
}

function unpack(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
