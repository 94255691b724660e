import { HEIGHT, WIDTH } from '../drawing/drawing';
import type { ReadingResult } from '../reading/liveReader';
import { runnerUp, confidenceWord } from '../reading/readingText';
import { byId, createElement, paintPixels, percent } from './dom';

export interface PanelState {
  readonly result: ReadingResult | null;
  readonly labels: readonly number[] | null;
  readonly recorded: boolean;
  readonly selected: number;
  readonly boxes: boolean;
  /** Whether the canvas is empty. */
  readonly blank: boolean;
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** The panel next to the canvas: the digits, their probabilities, and the network's input. */
export class ReadingPanel {
  readonly #reading = byId('reading');
  readonly #numeral = byId('numeral');
  readonly #confidence = byId('confidence');
  readonly #note = byId('note');
  readonly #boxes = byId('boxes');
  readonly #net = byId<HTMLCanvasElement>('net');
  readonly #bars: readonly HTMLButtonElement[];
  readonly #touch = matchMedia('(pointer: coarse)');

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
      if (button !== null) select(Number(button.dataset['index']));
    });
    this.show({ result: null, labels: null, recorded: false, selected: 0, boxes: true, blank: true });
  }

  show(shown: PanelState): void {
    const { result, labels, selected } = shown;
    const digits = result?.predictions.map((one, i) => labels?.[i] ?? one.digit) ?? [];
    const prediction = result?.predictions[selected];
    this.#reading.dataset['state'] = stateOf(shown);
    this.#showNumeral(shown, digits);
    this.#showConfidence(shown);
    this.#showBars(prediction?.probabilities, prediction?.digit, labels?.[selected]);
    this.#showBoxes(shown, digits);
    const pixels = result?.snapshot.digits[selected]?.pixels;
    paintPixels(this.#net, pixels ?? new Uint8Array(784));
    this.#showNote(shown);
  }

  #showConfidence({ result, labels, selected, blank }: PanelState): void {
    const prediction = result?.predictions[selected];
    if (prediction === undefined) {
      this.#confidence.replaceChildren(createElement('small', {}, blank ? 'Draw a digit to have it read' : 'No digit found yet'));
      return;
    }
    const label = labels?.[selected];
    if (label !== undefined) {
      const words =
        label === prediction.digit ? 'Confirmed by you' : `Corrected by you from ${prediction.digit} to ${label}`;
      this.#confidence.replaceChildren(words);
      return;
    }
    const second = runnerUp(prediction);
    const several = (result?.predictions.length ?? 0) > 1;
    this.#confidence.replaceChildren(
      `${several ? `${prediction.digit}: ` : ''}${percent(prediction.confidence)} · ${confidenceWord(prediction.confidence)} `,
      createElement('small', {}, second === null ? '' : `or ${second.digit}: ${percent(second.share)}`),
    );
  }

  #showBars(
    shares: readonly number[] | undefined,
    top: number | undefined,
    label: number | undefined,
  ): void {
    this.#bars.forEach((bar, digit) => {
      const share = shares?.[digit] ?? 0;
      const [, track, value] = bar.children;
      (track?.firstElementChild as HTMLElement).style.setProperty('--share', share.toFixed(4));
      if (value) value.textContent = shares === undefined ? '' : percent(share);
      bar.disabled = shares === undefined;
      bar.classList.toggle('top', digit === top);
      bar.classList.toggle('label', digit === label);
    });
  }

  /** Shows one digit as text, several as buttons that select one. */
  #showNumeral({ labels, selected }: PanelState, digits: readonly number[]): void {
    const focused = [...this.#numeral.children].includes(document.activeElement as Element);
    this.#numeral.dataset['count'] =
      digits.length <= 2 ? 'few' : digits.length <= 5 ? 'some' : 'many';
    if (digits.length < 2) {
      this.#numeral.textContent = digits.length === 0 ? '–' : String(digits[0]);
      return;
    }
    this.#numeral.replaceChildren(
      ...digits.map((digit, i) =>
        createElement(
          'button',
          {
            type: 'button',
            'data-index': String(i),
            'aria-pressed': String(i === selected),
            'aria-label': `Digit ${i + 1}: ${digit}${labels === null ? '' : ', labelled'}`,
          },
          String(digit),
        ),
      ),
    );
    if (focused) (this.#numeral.children[selected] as HTMLElement | undefined)?.focus();
  }

  #showBoxes({ result, labels, selected, boxes }: PanelState, digits: readonly number[]): void {
    if (!boxes || result === null) {
      this.#boxes.replaceChildren();
      return;
    }
    this.#boxes.replaceChildren(
      ...result.snapshot.digits.map(({ box }, i) => {
        const pad = 7;
        const frame = createElement('div', { class: 'box' }, createElement('span', {}, String(digits[i] ?? '')));
        const left = Math.max(2, box.x - pad);
        const top = Math.max(2, box.y - pad);
        frame.style.left = `${(left / WIDTH) * 100}%`;
        frame.style.top = `${(top / HEIGHT) * 100}%`;
        frame.style.width = `${((Math.min(WIDTH - 2, box.x + box.width + pad) - left) / WIDTH) * 100}%`;
        frame.style.height = `${((Math.min(HEIGHT - 2, box.y + box.height + pad) - top) / HEIGHT) * 100}%`;
        frame.classList.toggle('inside', top < 26);
        frame.classList.toggle('unsure', (result.predictions[i]?.confidence ?? 1) < 0.6);
        frame.classList.toggle('corrected', labels !== null);
        if (i === selected && digits.length > 1) frame.setAttribute('aria-current', 'true');
        return frame;
      }),
    );
  }

  #showNote(shown: PanelState): void {
    const omitted =
      (shown.result?.snapshot.omitted ?? 0) > 0
        ? `Only the first ${shown.result?.predictions.length} digits were read. `
        : '';
    const recorded = createElement('span', { class: 'saved' }, shown.labels === null ? 'StoredValue.' : 'Thank you.');
    switch (stateOf(shown)) {
      case 'empty':
        this.#note.replaceChildren(this.#touch.matches ? '' : 'Space clears, Enter predicts.');
        break;
      case 'live':
        this.#note.replaceChildren(`${omitted}Wrong? Click the right digit.`);
        break;
      case 'saved':
        this.#note.replaceChildren(recorded, ` ${omitted}Wrong? Click the right digit.`);
        break;
      case 'corrected':
        this.#note.replaceChildren(recorded, ' The next model learns from it.');
        break;
    }
  }
}

function stateOf({ result, labels, recorded }: PanelState): 'empty' | 'live' | 'saved' | 'corrected' {
  if (result === null) return 'empty';
  if (labels !== null) return 'corrected';
  return recorded ? 'saved' : 'live';
}
