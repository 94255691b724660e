import { HEIGHT, WIDTH } from '../drawing/drawing';
import type { Answer } from '../reading/reader';
import { runnerUp, sureness } from '../reading/words';
import { byId, make, paintPixels, percent } from './dom';

export interface Shown {
  readonly answer: Answer | null;
  readonly labels: readonly number[] | null;
  readonly kept: boolean;
  readonly selected: number;
  readonly boxes: boolean;
  /** Whether there is nothing on the sheet. */
  readonly blank: boolean;
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** The reading beside the canvas: what was read, how sure, what the network sees. */
export class Panel {
  readonly #reading = byId('reading');
  readonly #numeral = byId('numeral');
  readonly #sure = byId('sure');
  readonly #note = byId('note');
  readonly #boxes = byId('boxes');
  readonly #net = byId<HTMLCanvasElement>('net');
  readonly #bars: readonly HTMLButtonElement[];
  readonly #touch = matchMedia('(pointer: coarse)');

  constructor(correct: (digit: number) => void, select: (index: number) => void) {
    this.#bars = DIGITS.map((digit) => {
      const bar = make(
        'button',
        { class: 'bar', type: 'button', 'data-digit': String(digit) },
        make('span', { class: 'bar-digit' }, String(digit)),
        make('span', { class: 'bar-track' }, make('span', { class: 'bar-fill' })),
        make('span', { class: 'bar-value' }),
      );
      bar.addEventListener('click', () => correct(digit));
      return bar;
    });
    byId('bars').append(...this.#bars);
    this.#numeral.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      if (button !== null) select(Number(button.dataset['index']));
    });
    this.show({ answer: null, labels: null, kept: false, selected: 0, boxes: true, blank: true });
  }

  show(shown: Shown): void {
    const { answer, labels, selected } = shown;
    const digits = answer?.predictions.map((one, i) => labels?.[i] ?? one.digit) ?? [];
    const prediction = answer?.predictions[selected];
    this.#reading.dataset['state'] = stateOf(shown);
    this.#showNumeral(shown, digits);
    this.#showSureness(shown);
    this.#showBars(prediction?.probabilities, prediction?.digit, labels?.[selected]);
    this.#showBoxes(shown, digits);
    const pixels = answer?.sight.digits[selected]?.pixels;
    paintPixels(this.#net, pixels ?? new Uint8Array(784));
    this.#showNote(shown);
  }

  #showSureness({ answer, labels, selected, blank }: Shown): void {
    const prediction = answer?.predictions[selected];
    if (prediction === undefined) {
      this.#sure.replaceChildren(make('small', {}, blank ? 'Draw, and it is read as you go' : 'No digit found yet'));
      return;
    }
    const label = labels?.[selected];
    if (label !== undefined) {
      const words =
        label === prediction.digit ? 'Confirmed by you' : `It read ${prediction.digit}; you say ${label}`;
      this.#sure.replaceChildren(words);
      return;
    }
    const second = runnerUp(prediction);
    const several = (answer?.predictions.length ?? 0) > 1;
    this.#sure.replaceChildren(
      `${several ? `${prediction.digit}: ` : ''}${percent(prediction.confidence)} · ${sureness(prediction.confidence)} `,
      make('small', {}, second === null ? '' : `or perhaps ${second.digit}: ${percent(second.share)}`),
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

  /** One digit stands alone; several are buttons, one of which is chosen. */
  #showNumeral({ labels, selected }: Shown, digits: readonly number[]): void {
    const focused = [...this.#numeral.children].includes(document.activeElement as Element);
    this.#numeral.dataset['count'] =
      digits.length <= 2 ? 'few' : digits.length <= 5 ? 'some' : 'many';
    if (digits.length < 2) {
      this.#numeral.textContent = digits.length === 0 ? '–' : String(digits[0]);
      return;
    }
    this.#numeral.replaceChildren(
      ...digits.map((digit, i) =>
        make(
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

  #showBoxes({ answer, labels, selected, boxes }: Shown, digits: readonly number[]): void {
    if (!boxes || answer === null) {
      this.#boxes.replaceChildren();
      return;
    }
    this.#boxes.replaceChildren(
      ...answer.sight.digits.map(({ box }, i) => {
        const pad = 7;
        const element = make('div', { class: 'box' }, make('span', {}, String(digits[i] ?? '')));
        const left = Math.max(2, box.x - pad);
        const top = Math.max(2, box.y - pad);
        element.style.left = `${(left / WIDTH) * 100}%`;
        element.style.top = `${(top / HEIGHT) * 100}%`;
        element.style.width = `${((Math.min(WIDTH - 2, box.x + box.width + pad) - left) / WIDTH) * 100}%`;
        element.style.height = `${((Math.min(HEIGHT - 2, box.y + box.height + pad) - top) / HEIGHT) * 100}%`;
        element.classList.toggle('inside', top < 26);
        element.classList.toggle('unsure', (answer.predictions[i]?.confidence ?? 1) < 0.6);
        element.classList.toggle('corrected', labels !== null);
        if (i === selected && digits.length > 1) element.setAttribute('aria-current', 'true');
        return element;
      }),
    );
  }

  #showNote(shown: Shown): void {
    const unread =
      (shown.answer?.sight.unread ?? 0) > 0
        ? `Only the first ${shown.answer?.predictions.length} digits are read. `
        : '';
    const kept = make('span', { class: 'kept' }, shown.labels === null ? 'Kept.' : 'Thank you.');
    switch (stateOf(shown)) {
      case 'empty':
        this.#note.replaceChildren(this.#touch.matches ? '' : 'Space clears, Enter predicts.');
        break;
      case 'live':
        this.#note.replaceChildren(`${unread}Wrong? Press the right digit.`);
        break;
      case 'kept':
        this.#note.replaceChildren(kept, ` ${unread}Wrong? Press the right digit.`);
        break;
      case 'corrected':
        this.#note.replaceChildren(kept, ' This trains the next model.');
        break;
    }
  }
}

function stateOf({ answer, labels, kept }: Shown): 'empty' | 'live' | 'kept' | 'corrected' {
  if (answer === null) return 'empty';
  if (labels !== null) return 'corrected';
  return kept ? 'kept' : 'live';
}
