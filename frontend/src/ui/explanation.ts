import { type Api, ApiError } from '../api/client';
import { errorMessage } from '../reading/errorMessages';
import { describeSaliency, occlude, saliency } from '../reading/occlusion';
import type { SessionState } from '../reading/readingSession';
import { byId } from './dom';
import { announce, notify } from './notifications';
import { paintSaliency } from './saliencyOverlay';

/** "Why?": marks the pixels that speak for and against the prediction. */
export class Explanation {
  readonly #api: Api;
  readonly #overlay = byId<HTMLCanvasElement>('saliency');
  readonly #button = byId('why');
  readonly #text = byId('why-text');
  #enabled = false;
  #requests = 0;
  #shownFor = '';

  constructor(api: Api) {
    this.#api = api;
  }

  enable(enabled: boolean, state: SessionState): void {
    this.#enabled = enabled;
    this.#button.setAttribute('aria-pressed', String(enabled));
    this.#button.textContent = enabled ? 'Hide' : 'Why?';
    byId('net-caption').textContent = enabled ? 'Warm: for it' : 'What it sees';
    paintSaliency(this.#overlay, null);
    this.#text.textContent = '';
    if (enabled) void this.explain(state, true);
  }

  /** Removes the marks of another digit, and marks this one once it is recorded. */
  update(state: SessionState): void {
    const shownFor = keyOf(state);
    if (shownFor === this.#shownFor) return;
    this.#shownFor = shownFor;
    paintSaliency(this.#overlay, null);
    this.#text.textContent = '';
    if (state.recorded) void this.explain(state);
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
    try {
      const { predictions } = await this.#api.predict({
        images: occlude(digit.pixels).map((pixels) => [...pixels]),
        record: false,
        source: 'canvas',
      });
      if (number !== this.#requests || shownFor !== this.#shownFor || !this.#enabled) return;
      const occluded = predictions.map(({ probabilities }) => probabilities[prediction.digit] ?? 0);
      const map = saliency(prediction.confidence, occluded);
      paintSaliency(this.#overlay, map);
      const description = describeSaliency(map, prediction.digit);
      this.#text.textContent = description;
      if (aloud) announce(description);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(errorMessage(error), { name: 'Try again', run: () => void this.explain(state) });
    }
  }
}

function keyOf({ result, selected }: SessionState): string {
  return `${result?.snapshot.fingerprint}:${selected}`;
}
