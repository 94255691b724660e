import '../style/history.css';
import { type Api, ApiError, type PredictionRecord, labelsOf } from '../api/client';
import { type RecordFilter, type RecordKind, matches } from '../dataset/recordFilter';
import { type Labels, withLabel } from '../drawing/labels';
import { fromBase64 } from '../reading/base64';
import { errorMessage } from '../reading/errorMessages';
import { linesOf, startsLine } from '../reading/lines';
import { pickLabel } from './digitPicker';
import { after, byId, createElement, icon, paintPixels, timeElement } from './dom';
import { announce, notify } from './notifications';
import { t } from '../texts/translation';

export interface HistoryPorts {
  readonly api: Api;
  correct(id: string, labels: Labels | null): void;
  deleteRecord(id: string): void;
  /** The line of each digit; null if only the service knows the record. */
  linesOf(id: string): readonly number[] | null;
}

/** How long deleted records can be restored. */
const UNDO_MS = 9000;
/** With a filter, more records are loaded until so many are shown. */
const MIN_SHOWN = 12;

interface Card {
  record: PredictionRecord;
  readonly element: HTMLElement;
  readonly checkbox: HTMLInputElement;
}

/** The user's records, newest first, which can be filtered, labelled and deleted. */
export class HistoryView {
  readonly #ports: HistoryPorts;
  readonly #list = byId('records');
  readonly #note = byId('history-note');
  readonly #more = byId<HTMLButtonElement>('more');
  readonly #kind = byId<HTMLSelectElement>('history-kind');
  readonly #digits = byId<HTMLInputElement>('history-digits');
  readonly #selectAll = byId<HTMLInputElement>('history-select-all');
  readonly #deleteSelected = byId<HTMLButtonElement>('history-delete-selected');
  #cards: readonly Card[] = [];
  #next: string | undefined;
  #visit = 0;
  /** Deletes the records that the user can still restore. */
  #deleteNow: () => void = () => undefined;

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    this.#more.addEventListener('click', () => void this.#load(this.#visit));
    this.#kind.addEventListener('change', () => this.#filterChanged());
    this.#digits.addEventListener('input', () => this.#filterChanged());
    this.#selectAll.addEventListener('change', () => {
      for (const { checkbox } of this.#shown) checkbox.checked = this.#selectAll.checked;
      this.#showSelection();
    });
    this.#deleteSelected.addEventListener('click', () => this.#delete(this.#selected));
    window.addEventListener('pagehide', () => this.#deleteNow());
  }

  async open(): Promise<void> {
    this.#visit++;
    this.#next = undefined;
    this.#cards = [];
    this.#list.replaceChildren(
      ...Array.from({ length: 6 }, () => createElement('li', { class: 'skeleton', 'aria-hidden': 'true' })),
    );
    this.#showSelection();
    await this.#load(this.#visit);
  }

  close(): void {
    this.#deleteNow();
  }

  get #filter(): RecordFilter {
    return { kind: this.#kind.value as RecordKind, digits: this.#digits.value.replaceAll(/\D/g, '') };
  }

  get #shown(): readonly Card[] {
    return this.#cards.filter(({ element }) => !element.hidden);
  }

  get #selected(): readonly Card[] {
    return this.#shown.filter(({ checkbox }) => checkbox.checked);
  }

  async #load(visit: number): Promise<void> {
    this.#more.hidden = true;
    this.#note.textContent = t`Loading …`;
    try {
      do {
        const page = await this.#ports.api.predictions(this.#next);
        if (visit !== this.#visit) return;
        if (this.#next === undefined) this.#list.replaceChildren();
        const cards = page.predictions.map((record) => this.#card(record));
        this.#list.append(...cards.map(({ element }) => element));
        this.#cards = [...this.#cards, ...cards];
        this.#next = page.next;
        this.#showFiltered();
      } while (this.#next !== undefined && this.#shown.length < MIN_SHOWN);
      this.#more.textContent = t`Show more`;
      this.#more.hidden = this.#next === undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (visit !== this.#visit) return;
      this.#list.querySelectorAll('.skeleton').forEach((empty) => empty.remove());
      this.#note.textContent = errorMessage(error);
      this.#more.textContent = t`Try again`;
      this.#more.hidden = false;
    }
  }

  #filterChanged(): void {
    this.#showFiltered();
    if (this.#next !== undefined && this.#shown.length < MIN_SHOWN) void this.#load(this.#visit);
  }

  #showFiltered(): void {
    const filter = this.#filter;
    for (const { record, element } of this.#cards) element.hidden = !matches(record, filter);
    this.#note.textContent =
      this.#cards.length === 0
        ? t`Nothing yet. Draw something, and it will be listed here.`
        : this.#shown.length === 0
          ? t`No reading matches.`
          : '';
    this.#showSelection();
  }

  #showSelection(): void {
    const selected = this.#selected.length;
    const shown = this.#shown.length;
    this.#selectAll.disabled = shown === 0;
    this.#selectAll.checked = shown > 0 && selected === shown;
    this.#selectAll.indeterminate = selected > 0 && selected < shown;
    this.#deleteSelected.disabled = selected === 0;
    this.#deleteSelected.textContent = selected === 0 ? t`Delete selected` : t`Delete ${selected} selected`;
  }

  /** Hides the cards at once; the records are deleted when the user can no longer undo it. */
  #delete(cards: readonly Card[]): void {
    if (cards.length === 0) return;
    this.#deleteNow();
    const before = this.#cards;
    const neighbour = before[Math.min(before.indexOf(cards[0] as Card) + cards.length, before.length - 1)];
    this.#cards = before.filter((card) => !cards.includes(card));
    for (const { element } of cards) element.remove();
    this.#showFiltered();
    neighbour?.element.querySelector('button')?.focus();
    const cancelTimer = after(UNDO_MS, () => this.#deleteNow());
    this.#deleteNow = () => {
      cancelTimer();
      this.#deleteNow = () => undefined;
      for (const { record } of cards) this.#ports.deleteRecord(record.id);
    };
    notify(cards.length === 1 ? t`Deleted.` : t`${cards.length} readings deleted.`, {
      name: t`Undo`,
      run: () => {
        cancelTimer();
        this.#deleteNow = () => undefined;
        this.#cards = before;
        this.#list.replaceChildren(...before.map(({ element }) => element));
        this.#showFiltered();
        announce(t`Restored.`);
      },
    });
  }

  #card(record: PredictionRecord): Card {
    const digits = createElement('div', { class: 'record-digits' });
    const checkbox = createElement('input', {
      type: 'checkbox',
      'aria-label': t`Select the reading ${record.text}`,
    });
    checkbox.addEventListener('change', () => this.#showSelection());
    const remove = createElement(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': t`Delete the reading ${record.text}` },
      icon('clear'),
    );
    const origin = record.file ?? { canvas: t`drawn`, upload: t`picture`, api: 'API' }[record.source];
    const element = createElement(
      'li',
      { class: 'record' },
      digits,
      createElement(
        'div',
        { class: 'record-foot' },
        createElement('label', { class: 'record-select' }, checkbox),
        createElement('p', {}, timeElement(record.time), ` · ${origin} · ${record.model}`),
        remove,
      ),
    );
    const card: Card = { record, element, checkbox };
    remove.addEventListener('click', () => this.#delete([card]));
    this.#showDigits(card, digits);
    return card;
  }

  #showDigits(card: Card, digits: HTMLElement): void {
    const { predictions } = card.record;
    const labels = labelsOf(card.record);
    const lines = this.#ports.linesOf(card.record.id) ?? linesOf(predictions.flatMap(({ box = [] }) => box));
    digits.replaceChildren(
      ...predictions.flatMap((prediction, i) => {
        const label = labels?.[i] ?? null;
        const thumb = createElement('canvas', { 'aria-hidden': 'true' });
        paintPixels(thumb, fromBase64(prediction.pixels));
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
          pickLabel(button, label, prediction.digit, (chosen) => {
            const changed = withLabel(labels, predictions.length, i, chosen);
            this.#ports.correct(card.record.id, changed);
            card.record = labelled(card.record, changed);
            this.#showDigits(card, digits);
            digits.querySelectorAll<HTMLElement>('.record-digit')[i]?.focus();
          }),
        );
        return startsLine(lines, i) ? [createElement('span', { class: 'line-break' }), button] : [button];
      }),
    );
  }
}

/** The record as the service returns it once it has these labels. */
function labelled({ labels: _, positions: __, ...record }: PredictionRecord, labels: Labels | null): PredictionRecord {
  if (labels === null) return record;
  const known = labels.flatMap((label, position) => (label === null ? [] : [{ label, position }]));
  return {
    ...record,
    labels: known.map(({ label }) => label),
    positions: known.map(({ position }) => position),
  };
}

function describe(digit: number, confidence: number, label: number | null): string {
  const read = t`Read ${digit}, ${Math.round(confidence * 100)} percent`;
  return label === null ? t`${read}. Correct it` : t`${read}, labelled ${label}. Change it`;
}
