import { type ErrorKind, errorTexts } from '../reading/errorMessages';
import { byId } from './dom';
import { t, translateMessage } from '../texts/translation';

/** The bar over the canvas that reports why there is no reading. */
export class ErrorBar {
  readonly #bar = byId('error');
  readonly #title = byId('error-title');
  readonly #text = byId('error-text');
  /** Not part of the alert, because a screen reader would announce it every second. */
  readonly #countdown = byId('error-countdown');
  readonly #retry = byId('error-retry');
  #kind: ErrorKind | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(retry: () => void) {
    this.#retry.addEventListener('click', () => {
      this.hide();
      retry();
    });
  }

  /** The error that is displayed; null if none is. */
  get kind(): ErrorKind | null {
    return this.#kind;
  }

  /** @param detail what the service says about a rejected request */
  show(kind: ErrorKind, retryInMs: number | null = null, detail = ''): void {
    const [title, text] = errorTexts(kind);
    this.#kind = kind;
    this.#title.textContent = title;
    this.#text.textContent = kind === 'rejected' && detail !== '' ? translateMessage(detail) : text;
    this.#retry.hidden = retryInMs === null;
    this.#bar.hidden = false;
    this.#countDown(retryInMs);
  }

  hide(): void {
    clearInterval(this.#timer);
    this.#kind = null;
    this.#bar.hidden = true;
  }

  #countDown(retryInMs: number | null): void {
    clearInterval(this.#timer);
    this.#countdown.textContent = '';
    if (retryInMs === null) return;
    const retryAt = performance.now() + retryInMs;
    const update = (): void => {
      const seconds = Math.ceil((retryAt - performance.now()) / 1000);
      this.#countdown.textContent =
        seconds > 0 ? t`Trying again in ${seconds} s.` : t`Trying again …`;
      if (seconds <= 0) clearInterval(this.#timer);
    };
    update();
    this.#timer = setInterval(update, 1000);
  }
}
