import type { ReadingResult } from '../reading/liveReader';
import { type Labels, labelledDigits } from '../drawing/labels';
import { startsLine } from '../reading/lines';
import { confidenceWord, runnerUp } from '../reading/readingText';
import { after, byId, createElement, paintPixels, percent, replaceChildren, updateList } from './dom';
import { t } from '../texts/translation';

export interface PanelState {
  readonly result: ReadingResult | null;
  readonly labels: Labels | null;
  readonly recorded: boolean;
  /** Whether a reading of the current ink is awaited. */
  readonly pending: boolean;
  readonly selected: number;
  /** Whether the canvas is empty. */
  readonly blank: boolean;
}

type DisplayState = 'empty' | 'pending' | 'live' | 'saved' | 'corrected';

/** A reading that is awaited for less is not shown as pending: most are there sooner. */
const PENDING_AFTER_MS = 100;
const NO_PIXELS = new Uint8Array(784);
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** The panel next to the canvas: the digits, their probabilities, and the network's input. */
export class ReadingPanel {
  readonly #reading = byId('reading');
  readonly #numeral = byId('numeral');
  readonly #confidence = byId('confidence');
  readonly #note = byId('note');
  readonly #net = byId<HTMLCanvasElement>('net');
  readonly #bars: readonly HTMLButtonElement[];
  readonly #touch = matchMedia('(pointer: coarse)');
  #state: PanelState | null = null;
  #showsPending = false;
  #cancelPendingTimer: (() => void) | null = null;
  #pixels: Uint8Array | null = null;

  constructor(correct: (digit: number) => void, select: (index: number) => void) {
    this.#bars = DIGITS.map((digit) => {
      const bar = createElement(
        'button',
        { class: 'bar', type: 'button', 'data-digit': String(digit) },
        createElement('span', { class: 'bar-digit' }, String(digit)),
        createElement('span', { class: 'bar-track' }, createElement('span', { class: 'bar-fill' })),
        createElement('span', { class: 'bar-value' }),
      );
      bar.addEventListener('click', () => correct(digit));
      return bar;
    });
    byId('bars').append(...this.#bars);
    this.#numeral.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      if (button !== null) select(Number(button.dataset['key']));
    });
  }

  show(state: PanelState): void {
    this.#state = state;
    if (!state.pending) {
      this.#cancelPendingTimer?.();
      this.#cancelPendingTimer = null;
      this.#showsPending = false;
    } else if (!this.#showsPending) {
      this.#cancelPendingTimer ??= after(PENDING_AFTER_MS, () => {
        this.#cancelPendingTimer = null;
        this.#showsPending = true;
        if (this.#state !== null) this.#update(this.#state);
      });
      // Until then, what is displayed remains.
      if (state.result === null) return;
    }
    this.#update({ ...state, pending: this.#showsPending });
  }

  #update(state: PanelState): void {
    const { result, labels, selected } = state;
    const digits = labelledDigits(result?.predictions.map(({ digit }) => digit) ?? [], labels);
    const prediction = result?.predictions[selected];
    this.#reading.dataset['state'] = displayStateOf(state);
    this.#reading.setAttribute('aria-busy', String(state.pending));
    this.#showNumeral(state, digits);
    this.#showConfidence(state);
    this.#showBars(prediction?.probabilities, prediction?.digit, labels?.[selected] ?? null);
    this.#showPixels(result?.snapshot.digits[selected]?.pixels ?? NO_PIXELS);
    this.#showNote(state);
  }

  #showPixels(pixels: Uint8Array): void {
    if (pixels === this.#pixels) return;
    this.#pixels = pixels;
    paintPixels(this.#net, pixels);
  }

  #showConfidence({ result, labels, selected, blank, pending }: PanelState): void {
    const prediction = result?.predictions[selected];
    if (prediction === undefined) {
      const text = pending
        ? t`Reading …`
        : blank
          ? t`Draw a digit`
          : (result?.snapshot.rejected.length ?? 0) > 0
            ? t`Not a digit. Is it one? Tap it.`
            : t`No digit found yet`;
      replaceChildren(this.#confidence, createElement('small', {}, text));
      return;
    }
    const label = labels?.[selected] ?? null;
    if (label !== null) {
      replaceChildren(
        this.#confidence,
        label === prediction.digit
          ? t`Confirmed by you`
          : t`Corrected by you from ${prediction.digit} to ${label}`,
      );
      return;
    }
    const second = runnerUp(prediction);
    const several = (result?.predictions.length ?? 0) > 1;
    const { digit, confidence } = prediction;
    replaceChildren(
      this.#confidence,
      `${several ? `${digit}: ` : ''}${percent(confidence)} · ${confidenceWord(confidence)} `,
      createElement('small', {}, second === null ? '' : t`or ${second.digit}: ${percent(second.share)}`),
    );
  }

  #showBars(
    shares: readonly number[] | undefined,
    top: number | undefined,
    label: number | null,
  ): void {
    this.#bars.forEach((bar, digit) => {
      const share = shares?.[digit] ?? 0;
      const [, track, value] = bar.children;
      (track?.firstElementChild as HTMLElement).style.setProperty('--share', share.toFixed(4));
      if (value) value.textContent = shares === undefined ? '' : `${Math.round(share * 100)} %`;
      bar.disabled = shares === undefined;
      bar.classList.toggle('top', digit === top);
      bar.classList.toggle('label', digit === label);
      bar.setAttribute('aria-pressed', String(digit === label));
    });
  }

  /** Shows one digit as text, several as buttons that select one. */
  #showNumeral({ result, labels, selected, pending }: PanelState, digits: readonly number[]): void {
    this.#numeral.dataset['count'] =
      digits.length <= 2 ? 'few' : digits.length <= 5 ? 'some' : 'many';
    if (digits.length < 2) {
      this.#numeral.textContent = digits.length === 1 ? String(digits[0]) : pending ? '…' : '–';
      return;
    }
    if (this.#numeral.firstElementChild === null) this.#numeral.textContent = '';
    const lines = result?.snapshot.digits.map(({ line }) => line) ?? [];
    const items = digits.flatMap((digit, index) => {
      const item = { key: String(index), digit, index };
      return startsLine(lines, index) ? [{ ...item, key: `before-${index}`, digit: null }, item] : [item];
    });
    updateList(
      this.#numeral,
      items,
      ({ key }) => key,
      ({ digit }) =>
        digit === null
          ? createElement('span', { class: 'line-break' })
          : createElement('button', { type: 'button' }),
      (button, { digit, index }) => {
        if (digit === null) return;
        const labelled = labels?.[index] == null ? '' : t`, labelled`;
        button.textContent = String(digit);
        button.setAttribute('aria-pressed', String(index === selected));
        button.setAttribute('aria-label', t`Digit ${index + 1}: ${digit}` + labelled);
      },
    );
  }

  #showNote(state: PanelState): void {
    const omitted =
      (state.result?.snapshot.omitted ?? 0) > 0
        ? t`Only the first ${state.result?.predictions.length ?? 0} digits were read.` + ' '
        : '';
    const saved = createElement(
      'span',
      { class: 'saved' },
      state.labels === null ? t`Saved.` : t`Thank you.`,
    );
    switch (displayStateOf(state)) {
      case 'empty':
      case 'pending':
        replaceChildren(this.#note, this.#touch.matches ? '' : t`Space clears, Enter predicts.`);
        break;
      case 'live':
        replaceChildren(this.#note, omitted + t`Wrong? Choose the right digit.`);
        break;
      case 'saved':
        replaceChildren(this.#note, saved, ` ${omitted}${t`Wrong? Choose the right digit.`}`);
        break;
      case 'corrected':
        replaceChildren(this.#note, saved, ` ${t`The next model learns from it.`}`);
        break;
    }
  }
}

function displayStateOf({ result, labels, recorded, pending }: PanelState): DisplayState {
  if (result === null || result.predictions.length === 0) return pending ? 'pending' : 'empty';
  if (labels !== null) return 'corrected';
  return recorded ? 'saved' : 'live';
}
