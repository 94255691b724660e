import type { Inspection } from '../network/messages';
import type { DisabledChannel } from '../network/network';
import type { DeviceModel } from '../network/modelLoader';
import { createElement, percent } from '../ui/dom';
import { announce } from '../ui/notifications';
import { UNPERTURBED, type Perturbation, perturb, isPerturbed } from './perturbation';
import { InputCanvas } from './inputCanvas';
import './inside.css';
import { LayerCanvas } from './layerCanvas';
import { fieldOf, fieldSides } from './receptiveField';
import { texts } from './texts';
import type { Unit } from './tiling';

const DIGITS = 10;
const BLANK = new Uint8Array(784);

/** What the user points at: a unit or a map of a layer, or a class of the answer. */
interface Target {
  /** The number of layers if it is a class. */
  readonly layer: number;
  readonly channel: number;
  /** Null for a whole map and for a class. */
  readonly place: { readonly x: number; readonly y: number } | null;
}

/** "Inside": the layers of the network while the user draws. */
export class InsideView {
  readonly #host: HTMLElement;
  readonly #model: DeviceModel;
  readonly #input = new InputCanvas(texts.input);
  readonly #layers: readonly LayerCanvas[];
  readonly #bars: readonly HTMLButtonElement[];
  readonly #stages: readonly HTMLElement[];
  readonly #pointedTitle = createElement('p', { class: 'pointed-title' });
  readonly #pointedText = createElement('p', { class: 'note' }, texts.pointHint);
  readonly #switch = createElement('button', { class: 'button small', type: 'button', hidden: '' });
  readonly #verdict = createElement('p', { class: 'verdict', role: 'status' }, texts.empty);
  readonly #sliders = new Map<keyof Perturbation, HTMLInputElement>();
  #pixels: Uint8Array | null = null;
  #perturbation = UNPERTURBED;
  #disabled: readonly DisabledChannel[] = [];
  #inspection: Inspection | null = null;
  #target: Target | null = null;
  /** A map that stays marked after a click. */
  #chosen: Target | null = null;
  #step: number | null = null;
  #busy = false;
  #isStale = false;
  #traces = 0;

  constructor(host: HTMLElement, model: DeviceModel) {
    this.#host = host;
    this.#model = model;
    this.#layers = model.layers.map(
      (shape, layer) =>
        new LayerCanvas(layer, shape, {
          pointed: (unit, isWholeMap) => this.#pointAt(layer, unit, isWholeMap),
          chosen: (channel) => this.#choose(layer, channel),
        }),
    );
    this.#bars = Array.from({ length: DIGITS + 1 }, (_, index) => this.#createBar(index));
    this.#stages = this.#createStages();
    host.replaceChildren(this.#createHead(), this.#createBody());
    new ResizeObserver(() => this.#resize()).observe(host);
    this.#switch.addEventListener('click', () => this.#toggleChosen());
    document.addEventListener('fullscreenchange', () => this.#resize());
  }

  /** Shows the network for a digit; null if nothing is drawn. */
  show(pixels: Uint8Array | null): void {
    if (pixels === this.#pixels && this.#inspection !== null) return;
    this.#pixels = pixels;
    this.#refresh();
  }

  // ---- computing ------------------------------------------------------------

  /** Computes the activations. Of the changes that arrive meanwhile, only the latest is computed next. */
  #refresh(): void {
    if (this.#busy) {
      this.#isStale = true;
      return;
    }
    this.#busy = true;
    this.#isStale = false;
    void this.#inspect().finally(() => {
      this.#busy = false;
      if (this.#isStale) this.#refresh();
    });
  }

  async #inspect(): Promise<void> {
    const original = this.#pixels ?? BLANK;
    const image = perturb(original, this.#perturbation);
    const inspection = await this.#model.network.inspect(image, this.#disabled);
    const isModified = isPerturbed(this.#perturbation) || this.#disabled.length > 0;
    const before = isModified
      ? (await this.#model.network.classify([original]))[0]!.probabilities
      : inspection.probabilities;
    this.#inspection = inspection;
    this.#input.show(image);
    inspection.layers.forEach((maps, layer) => {
      const off = this.#disabled.filter((each) => each.layer === layer);
      this.#layers[layer]?.show(maps, new Set(off.map(({ channel }) => channel)));
    });
    this.#showAnswer(inspection.probabilities, before, isModified);
    this.#showTarget();
  }

  #showAnswer(probabilities: Float32Array, before: Float32Array, isModified: boolean): void {
    const best = (all: Float32Array): number => all.indexOf(Math.max(...all));
    const isEmpty = this.#pixels === null;
    this.#bars.forEach((bar, index) => {
      const share = isEmpty ? 0 : (probabilities[index] ?? 0);
      bar.hidden = index >= probabilities.length;
      bar.style.setProperty('--share', share.toFixed(4));
      bar.classList.toggle('top', !isEmpty && index === best(probabilities));
      const value = bar.lastElementChild!;
      value.textContent = isEmpty ? '' : `${Math.round(share * 100)} %`;
    });
    if (isEmpty) {
      this.#verdict.textContent = texts.empty;
      return;
    }
    const now = best(probabilities);
    const share = percent(probabilities[now] ?? 0);
    const was = best(before);
    const verdict = !isModified
      ? texts.reads(nameOf(now), share)
      : now === was
        ? texts.stillReads(nameOf(now), share)
        : texts.nowReads(nameOf(now), share, nameOf(was));
    const off = this.#disabled.length === 0 ? '' : `${texts.off(this.#disabled.length)}. `;
    this.#verdict.textContent = off + verdict;
    this.#verdict.classList.toggle('changed', now !== was);
  }

  // ---- pointing -------------------------------------------------------------

  #pointAt(layer: number, unit: Unit | null, isWholeMap: boolean): void {
    if (unit === null) this.#target = this.#chosen;
    else {
      const place = isWholeMap ? null : { x: unit.x, y: unit.y };
      this.#target = { layer, channel: unit.channel, place };
    }
    this.#showTarget();
    if (isWholeMap) announce(`${this.#pointedTitle.textContent}. ${this.#pointedText.textContent}`);
  }

  #choose(layer: number, channel: number): void {
    const isSame = this.#chosen?.layer === layer && this.#chosen.channel === channel;
    this.#chosen = { layer, channel, place: null };
    if (isSame) this.#toggleChosen();
    this.#target = this.#chosen;
    this.#showTarget();
  }

  /** Disables or enables the chosen map. */
  #toggleChosen(): void {
    if (this.#chosen === null) return;
    const { layer, channel } = this.#chosen;
    const others = this.#disabled.filter((each) => each.layer !== layer || each.channel !== channel);
    const wasOn = others.length === this.#disabled.length;
    this.#disabled = wasOn ? [...others, { layer, channel }] : others;
    this.#refresh();
  }

  #showTarget(): void {
    const target = this.#target;
    this.#layers.forEach((canvas, layer) =>
      canvas.mark(target?.layer === layer ? target.channel : null),
    );
    this.#bars.forEach((bar, index) =>
      bar.classList.toggle('pointed', target?.layer === this.#layers.length && target.channel === index),
    );
    this.#describe(target);
    void this.#trace(target);
  }

  #describe(target: Target | null): void {
    const canSwitch = target !== null && target.layer < this.#layers.length && target === this.#chosen;
    this.#switch.hidden = !canSwitch;
    if (target === null) {
      this.#pointedTitle.textContent = '';
      this.#pointedText.textContent = texts.pointHint;
      return;
    }
    const { layer, channel, place } = target;
    const canvas = this.#layers[layer];
    if (canvas === undefined) {
      this.#pointedTitle.textContent = nameOf(channel);
      this.#pointedText.textContent = texts.drivesClass(nameOf(channel));
      return;
    }
    const isOff = this.#disabled.some((each) => each.layer === layer && each.channel === channel);
    this.#switch.textContent = isOff ? texts.switchOn : texts.switchOff;
    const { side, values } = canvas.maps;
    const map = values.subarray(channel * side * side, (channel + 1) * side * side);
    const value = place === null ? Math.max(...map) : (map[place.y * side + place.x] ?? 0);
    const share = percent(canvas.max > 0 ? value / canvas.max : 0);
    this.#pointedTitle.textContent = texts.pointed(layer + 1, channel + 1);
    this.#pointedText.textContent =
      value === 0
        ? place === null
          ? texts.silent
          : texts.silentHere
        : place === null
          ? `${texts.mapStrength(share)} ${texts.drives}`
          : `${texts.unitStrength(share)} ${texts.drives} ${texts.frame}`;
  }

  /** Marks what drives the target, unless the user points at another one meanwhile. */
  async #trace(target: Target | null): Promise<void> {
    const number = ++this.#traces;
    if (target === null || this.#pixels === null) {
      this.#input.mark(null, null);
      return;
    }
    const { layer, channel, place } = target;
    const field = place === null ? null : fieldOf(this.#model.layers, layer, place);
    const contributions = await this.#model.network.trace({
      image: perturb(this.#pixels, this.#perturbation),
      disabled: this.#disabled,
      layer,
      channel,
      place,
    });
    if (number === this.#traces) this.#input.mark(contributions, field);
  }

  // ---- perturbing -----------------------------------------------------------

  #perturb(change: Partial<Perturbation>): void {
    this.#perturbation = { ...this.#perturbation, ...change };
    this.#refresh();
  }

  #disableStrongest(): void {
    const layer = this.#layers.length - 1;
    const canvas = this.#layers[layer];
    if (canvas === undefined) return;
    const { side, channels, values } = canvas.maps;
    const sums = Array.from({ length: channels }, (_, channel) =>
      values
        .subarray(channel * side * side, (channel + 1) * side * side)
        .reduce((a, b) => a + b, 0),
    );
    const channel = sums.indexOf(Math.max(...sums));
    this.#disabled = [...this.#disabled, { layer, channel }];
    this.#refresh();
  }

  #repair(): void {
    this.#disabled = [];
    this.#perturbation = UNPERTURBED;
    this.#chosen = null;
    this.#target = null;
    for (const slider of this.#sliders.values()) slider.value = '0';
    this.#refresh();
  }

  // ---- step by step ---------------------------------------------------------

  #showStep(step: number | null): void {
    this.#step = step;
    this.#host.classList.toggle('stepping', step !== null);
    this.#stages.forEach((stage, index) => {
      stage.classList.toggle('current', index === step);
      stage.classList.toggle('ahead', step !== null && index > step);
    });
    const current = step === null ? null : this.#stages[step];
    current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    if (current) announce(current.querySelector('.stage-text')?.textContent ?? '');
  }

  // ---- elements -------------------------------------------------------------

  #createHead(): HTMLElement {
    const button = (text: string, run: () => void): HTMLButtonElement => {
      const element = createElement('button', { class: 'button small', type: 'button' }, text);
      element.addEventListener('click', run);
      return element;
    };
    const last = this.#stages.length - 1;
    const back = button(texts.back, () => this.#showStep(Math.max(0, (this.#step ?? 0) - 1)));
    const next = button(texts.next, () => this.#showStep(Math.min(last, (this.#step ?? -1) + 1)));
    back.hidden = next.hidden = true;
    const steps = button(texts.step, () => {
      const isStepping = this.#step === null;
      back.hidden = next.hidden = !isStepping;
      steps.textContent = isStepping ? texts.live : texts.step;
      this.#showStep(isStepping ? 0 : null);
    });
    const fullScreen = button(texts.fullScreen, () => {
      if (document.fullscreenElement === null) void this.#host.closest('section#view-studio')?.requestFullscreen();
      else void document.exitFullscreen();
    });
    document.addEventListener('fullscreenchange', () => {
      fullScreen.textContent = document.fullscreenElement === null ? texts.fullScreen : texts.leaveFullScreen;
    });
    return createElement(
      'div',
      { class: 'inside-head' },
      createElement(
        'div',
        {},
        createElement('h2', { id: 'inside-title' }, texts.title),
        createElement('p', { class: 'note' }, texts.lead),
      ),
      createElement(
        'div',
        { class: 'inside-actions' },
        back,
        next,
        steps,
        fullScreen,
        button(texts.print, () => window.print()),
      ),
    );
  }

  #createBody(): HTMLElement {
    const [input, ...others] = this.#stages;
    const answer = others.pop();
    return createElement(
      'div',
      { class: 'inside-body' },
      createElement(
        'div',
        { class: 'inside-side' },
        input!,
        createElement('div', { class: 'pointed-at' }, this.#pointedTitle, this.#pointedText, this.#switch),
        answer!,
        this.#createPerturbationControls(),
      ),
      createElement('div', { class: 'inside-layers' }, ...others),
    );
  }

  #createStages(): readonly HTMLElement[] {
    const { layers } = this.#model;
    const fields = fieldSides(layers);
    const stage = (title: string, size: string, text: string, content: Node): HTMLElement =>
      createElement(
        'section',
        { class: 'stage' },
        createElement('h3', { class: 'stage-title' }, title, ' ', createElement('small', {}, size)),
        createElement('p', { class: 'stage-text note' }, text),
        content,
      );
    const last = layers.at(-1);
    return [
      stage(texts.input, '28 × 28', texts.inputText, this.#input.element),
      ...layers.map(({ side, channels, stride, residual }, index) => {
        const field = fields[index] ?? 1;
        const sentences = [
          index === 0
            ? texts.firstLayer(channels)
            : field >= 28
              ? texts.wholePicture
              : texts.laterLayer(field),
          stride > 1 ? texts.stride : '',
          residual === null ? '' : texts.residual(residual + 1),
        ];
        return stage(
          texts.layer(index + 1),
          texts.maps(channels, side),
          sentences.filter((sentence) => sentence !== '').join(' '),
          this.#layers[index]!.element,
        );
      }),
      stage(
        texts.answer,
        '',
        texts.answerText(last?.channels ?? 0),
        createElement('div', {}, createElement('div', { class: 'answer-bars' }, ...this.#bars), this.#verdict),
      ),
    ];
  }

  #createBar(index: number): HTMLButtonElement {
    const bar = createElement(
      'button',
      { class: 'answer-bar', type: 'button' },
      createElement('span', { class: 'answer-name' }, index < DIGITS ? String(index) : texts.notADigit),
      createElement('span', { class: 'answer-track' }, createElement('span', { class: 'answer-fill' })),
      createElement('span', { class: 'answer-value' }),
    );
    const point = (): void => {
      this.#target = { layer: this.#layers.length, channel: index, place: null };
      this.#showTarget();
    };
    bar.addEventListener('pointerenter', point);
    bar.addEventListener('focus', point);
    bar.addEventListener('click', () => {
      point();
      this.#chosen = this.#target;
    });
    bar.addEventListener('pointerleave', () => {
      this.#target = this.#chosen;
      this.#showTarget();
    });
    return bar;
  }

  #createPerturbationControls(): HTMLElement {
    const slider = (
      key: keyof Perturbation,
      label: string,
      [min, max, scale]: readonly [number, number, number],
    ): HTMLElement => {
      const range = { type: 'range', min: String(min), max: String(max), step: '1', value: '0' };
      const input = createElement('input', range);
      input.addEventListener('input', () => this.#perturb({ [key]: Number(input.value) * scale }));
      this.#sliders.set(key, input);
      return createElement('label', { class: 'break-field' }, createElement('span', {}, label), input);
    };
    const button = (text: string, run: () => void): HTMLElement => {
      const element = createElement('button', { class: 'button small', type: 'button' }, text);
      element.addEventListener('click', run);
      return element;
    };
    return createElement(
      'section',
      { class: 'breaking' },
      createElement('h3', { class: 'stage-title' }, texts.breakIt),
      createElement('p', { class: 'note' }, texts.breakText),
      slider('noise', texts.noise, [0, 100, 0.01]),
      slider('right', texts.right, [-12, 12, 1]),
      slider('down', texts.down, [-12, 12, 1]),
      slider('turn', texts.turn, [-180, 180, 1]),
      createElement(
        'div',
        { class: 'break-actions' },
        button(texts.strongest, () => this.#disableStrongest()),
        button(texts.repair, () => this.#repair()),
      ),
    );
  }

  #resize(): void {
    const layers = this.#host.querySelector('.inside-layers');
    if (layers === null || layers.clientWidth === 0) return;
    for (const canvas of this.#layers) canvas.resize(layers.clientWidth);
  }
}

function nameOf(index: number): string {
  return index < DIGITS ? String(index) : texts.notADigitName;
}
