import { ERROR_MESSAGES, type ErrorKind } from '../reading/errorMessages';
import { byId } from './dom';

/** The bar over the canvas that reports why there is no reading. */
export class ErrorBar {
  readonly #bar = byId('error');
  readonly #title = byId('error-title');
  readonly #text = byId('error-text');
  readonly #retry = byId('error-retry');
  #kind: ErrorKind | null = null;

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

  show(kind: ErrorKind, retryInMs: number | null = null): void {
    const [title, text] = ERROR_MESSAGES[kind];
    const seconds = retryInMs === null ? 0 : Math.max(1, Math.round(retryInMs / 1000));
    this.#kind = kind;
    this.#title.textContent = title;
    this.#text.textContent = text + (seconds > 0 ? ` Trying again in ${seconds} s.` : '');
    this.#retry.hidden = retryInMs === null;
    this.#bar.hidden = false;
  }

  hide(): void {
    this.#kind = null;
    this.#bar.hidden = true;
  }
}
