import { contrast, parseHex, type Rgb, toHex } from '../drawing/colour';
import { type ThemeColours, paintStroke } from '../drawing/render';
import type { Settings } from '../storage/settings';
import { byId, createElement } from './dom';
import { t } from '../texts/translation';

const CHANNELS = ['red', 'green', 'blue'] as const;
const FLAGS = [
  ['pen-dotted', 'dotted'],
  ['pen-pressure', 'pressure'],
  ['show-boxes', 'boxes'],
  ['single-keys', 'singleKeys'],
  ['keep-readings', 'keepReadings'],
] as const;

export interface SettingsPorts {
  get(): Settings;
  set(change: Partial<Settings>): void;
  themeColours(): ThemeColours;
}

/** The drawer with the settings of pen, paper and page. */
export class SettingsDrawer {
  readonly #ports: SettingsPorts;
  readonly #dialog = byId<HTMLDialogElement>('settings');
  readonly #width = byId<HTMLInputElement>('pen-width');
  readonly #sample = byId<HTMLCanvasElement>('pen-sample');
  readonly #pickers: readonly ColourPicker[];

  constructor(ports: SettingsPorts) {
    this.#ports = ports;
    this.#pickers = (
      [
        ['ink-colours', t`Pen colour`, 'ink'],
        ['paper-colours', t`Paper colour`, 'paper'],
      ] as const
    ).map(
      ([place, name, key]) =>
        new ColourPicker(byId(place), name, SWATCHES[key], (colour) => this.#change({ [key]: colour })),
    );
    this.#width.addEventListener('input', () =>
      this.#change({ width: this.#width.valueAsNumber }),
    );
    for (const [id, key] of FLAGS) {
      const box = byId<HTMLInputElement>(id);
      box.addEventListener('change', () => this.#change({ [key]: box.checked }));
    }
    byId('pen').addEventListener('click', () => {
      this.#dialog.showModal();
      this.show();
    });
    this.show();
  }

  show(): void {
    const settings = this.#ports.get();
    const themeColours = this.#ports.themeColours();
    this.#width.value = String(settings.width);
    byId('pen-width-value').textContent = String(settings.width);
    for (const [id, key] of FLAGS) byId<HTMLInputElement>(id).checked = settings[key];
    const ink = settings.ink ?? themeColours.ink;
    const paper = settings.paper ?? themeColours.paper;
    this.#pickers[0]?.show(ink, settings.ink === null);
    this.#pickers[1]?.show(paper, settings.paper === null);
    byId('pen-dot').style.background = ink;
    const [a, b] = [parseHex(ink), parseHex(paper)];
    byId('contrast-note').textContent =
      a !== null && b !== null && contrast(a, b) < 1.4
        ? t`Pen and paper have so little contrast that the digits may not be found.`
        : '';
    this.#showSample(settings, themeColours);
  }

  #change(change: Partial<Settings>): void {
    this.#ports.set(change);
    this.show();
  }

  #showSample(settings: Settings, themeColours: ThemeColours): void {
    const { clientWidth: width, clientHeight: height } = this.#sample;
    const context = this.#sample.getContext('2d');
    if (context === null || width === 0) return;
    this.#sample.width = width * devicePixelRatio;
    this.#sample.height = height * devicePixelRatio;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.fillStyle = settings.paper ?? themeColours.paper;
    context.fillRect(0, 0, width, height);
    const points = Array.from({ length: 24 }, (_, i) => ({
      x: width * (0.12 + (0.76 * i) / 23),
      y: height * (0.5 + 0.2 * Math.sin(i / 3)),
      pressure: 0.5,
    }));
    const pen = { colour: settings.ink, width: settings.width, dotted: settings.dotted, eraser: false };
    paintStroke(context, { pen, points }, themeColours.ink);
  }
}

/** Colours that are easy to tell apart, and papers on which they have enough contrast. */
const SWATCHES = {
  ink: ['#17203a', '#d32f2f', '#e67700', '#2e7d32', '#1565c0', '#ffffff'],
  paper: ['#ffffff', '#fff8e0', '#e8f5e9', '#e3f2fd', '#263238', '#000000'],
} as const;

/** Chooses a colour with a picker or three sliders, or the colour scheme's own. */
class ColourPicker {
  readonly #picker: HTMLInputElement;
  readonly #own: HTMLButtonElement;
  readonly #swatches: readonly HTMLButtonElement[];
  readonly #sliders: readonly { input: HTMLInputElement; output: HTMLOutputElement }[];
  #colour: Rgb = { red: 0, green: 0, blue: 0 };

  constructor(
    place: HTMLElement,
    name: string,
    swatches: readonly string[],
    chosen: (colour: string | null) => void,
  ) {
    this.#picker = createElement('input', { type: 'color', 'aria-label': t`${name}, picker` });
    this.#picker.addEventListener('input', () => chosen(this.#picker.value));
    this.#own = createElement('button', { class: 'link', type: 'button' }, t`Default`);
    this.#own.setAttribute('aria-label', t`${name}: use the default`);
    this.#own.addEventListener('click', () => chosen(null));
    const names = [t`Red`, t`Green`, t`Blue`];
    this.#sliders = CHANNELS.map((channel, i) => {
      const input = createElement('input', {
        type: 'range',
        min: '0',
        max: '255',
        'aria-label': `${name}, ${names[i] ?? ''}`,
      });
      input.addEventListener('input', () =>
        chosen(toHex({ ...this.#colour, [channel]: input.valueAsNumber })),
      );
      return { input, output: createElement('output') };
    });
    this.#swatches = swatches.map((colour) => {
      const swatch = createElement('button', { class: 'swatch', type: 'button' });
      swatch.dataset['colour'] = colour;
      swatch.setAttribute('aria-label', `${name} ${colour}`);
      swatch.style.background = colour;
      swatch.addEventListener('click', () => chosen(colour));
      return swatch;
    });
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', name);
    place.append(
      createElement('div', { class: 'colours-head' }, createElement('span', {}, name), this.#own, this.#picker),
      createElement('div', { class: 'swatches' }, ...this.#swatches),
      ...this.#sliders.map(({ input, output }, i) =>
        createElement('div', { class: 'field' }, createElement('span', {}, names[i] ?? ''), input, output),
      ),
    );
  }

  show(colour: string, isDefault: boolean): void {
    this.#colour = parseHex(colour) ?? this.#colour;
    this.#picker.value = colour;
    this.#own.hidden = isDefault;
    for (const swatch of this.#swatches) {
      swatch.setAttribute('aria-pressed', String(!isDefault && swatch.dataset['colour'] === colour));
    }
    CHANNELS.forEach((channel, i) => {
      const slider = this.#sliders[i];
      if (slider === undefined) return;
      slider.input.value = String(this.#colour[channel]);
      slider.output.textContent = String(this.#colour[channel]);
    });
  }
}
