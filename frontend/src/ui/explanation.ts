import { type Api, ApiError } from '../api/client';
import type { DeviceReader } from '../network/deviceReader';
import { errorMessage } from '../reading/errorMessages';
import type { FoundDigit } from '../reading/liveReader';
import type { SessionState } from '../reading/readingSession';
import type { DrawingOverlay } from '../why/drawingOverlay';
import type { TrainingDigit } from '../why/trainingDigits';
import { byId, createElement, paintPixels } from './dom';
import { announce, notify } from './notifications';
import { paintSaliency } from './saliencyOverlay';
import { t } from '../texts/translation';

/** The number of training digits to compare with. */
const NEAREST = 6;

/** "Why?": marks the pixels that support the prediction and those that count against it. */
export class Explanation {
  readonly #api: Api;
  readonly #device: DeviceReader;
  readonly #paper: () => string;
  readonly #overlay = byId<HTMLCanvasElement>('saliency');
  readonly #button = byId('why');
  readonly #text = byId('why-text');
  readonly #nearest = byId('nearest');
  #enabled = false;
  #requests = 0;
  #shownFor = '';
  /** The digit to explain; null for the one that is read. */
  #digit: number | null = null;
  #onDrawing: DrawingOverlay | null = null;

  /** @param paper the colour of the canvas */
  constructor(api: Api, device: DeviceReader, paper: () => string) {
    this.#api = api;
    this.#paper = paper;
    this.#device = device;
  }

  enable(enabled: boolean, state: SessionState): void {
    this.#enabled = enabled;
    this.#button.setAttribute('aria-pressed', String(enabled));
    this.#button.textContent = enabled ? t`Hide` : t`Why?`;
    byId('net-caption').textContent = enabled ? t`Warm: supports it` : t`What it sees`;
    this.#hide();
    if (enabled) void this.explain(state, true);
  }

  /** Removes the marks of another digit, and marks this one once it is recorded. */
  update(state: SessionState): void {
    const shownFor = keyOf(state);
    if (shownFor === this.#shownFor) return;
    this.#shownFor = shownFor;
    this.#hide();
    if (state.recorded) void this.explain(state);
  }

  /** Explains another digit than the one that is read; null returns to that. Needs the device's model. */
  explainDigit(digit: number | null, state: SessionState): void {
    if (!this.#enabled || this.#device.model === null || digit === this.#digit) return;
    this.#digit = digit;
    void this.explain(state);
  }

  /** @param aloud whether to announce the explanation to screen readers */
  async explain(state: SessionState, aloud = false): Promise<void> {
    const { result, selected } = state;
    const digit = result?.snapshot.digits[selected];
    const prediction = result?.predictions[selected];
    if (!this.#enabled || digit === undefined || prediction === undefined) return;
    const number = ++this.#requests;
    const shownFor = keyOf(state);
    this.#shownFor = shownFor;
    const isCurrent = (): boolean =>
      number === this.#requests && shownFor === this.#shownFor && this.#enabled;
    if (this.#device.model !== null) {
      await this.#explainOnDevice(digit, this.#digit ?? prediction.digit, isCurrent, aloud);
      return;
    }
    try {
      const { describeSaliency, occlude, saliency } = await import('../reading/occlusion');
      const { predictions } = await this.#api.predict({
        images: occlude(digit.pixels).map((pixels) => [...pixels]),
        record: false,
        source: 'canvas',
      });
      if (!isCurrent()) return;
      const occluded = predictions.map(({ probabilities }) => probabilities[prediction.digit] ?? 0);
      const map = saliency(prediction.confidence, occluded);
      paintSaliency(this.#overlay, map);
      const description = describeSaliency(map, prediction.digit);
      this.#text.textContent = description;
      if (aloud) announce(description);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(errorMessage(error), { name: t`Try again`, run: () => void this.explain(state) });
    }
  }

  /** Explains with the network on the device: on the drawing, too, and for any digit. */
  async #explainOnDevice(
    { pixels, box }: FoundDigit,
    digit: number,
    isCurrent: () => boolean,
    aloud: boolean,
  ): Promise<void> {
    const { DrawingOverlay, explainOnDevice, nearestDigits } = await import('../why/why');
    const network = this.#device.model?.network;
    if (network === undefined) return;
    const { map, text, part } = await explainOnDevice(network, pixels, digit);
    if (!isCurrent()) return;
    this.#onDrawing ??= new DrawingOverlay();
    this.#onDrawing.show(box, this.#paper(), pixels, map, part);
    paintSaliency(this.#overlay, map);
    this.#text.textContent = text;
    if (aloud) announce(text);
    // Without the file of the training digits, the rest of the explanation remains.
    const nearest = await nearestDigits(network, pixels, NEAREST).catch(() => []);
    if (isCurrent()) this.#showNearest(nearest);
  }

  #showNearest(digits: readonly TrainingDigit[]): void {
    this.#nearest.hidden = digits.length === 0;
    byId('nearest-digits').replaceChildren(
      ...digits.map(({ label, pixels }) => {
        const canvas = createElement('canvas', { role: 'img', 'aria-label': String(label) });
        paintPixels(canvas, pixels);
        return createElement('span', {}, canvas, String(label));
      }),
    );
  }

  #hide(): void {
    this.#showNearest([]);
    paintSaliency(this.#overlay, null);
    this.#onDrawing?.hide();
    this.#text.textContent = '';
  }
}

function keyOf({ result, selected }: SessionState): string {
  return `${result?.snapshot.fingerprint}:${selected}`;
}
