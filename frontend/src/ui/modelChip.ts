import { type Api, ApiError, type ModelCard } from '../api/client';
import { evaluations } from '../model/modelCard';
import { byId } from './dom';
import { decimal, t } from '../texts/translation';

/** The link in the header that names the serving model. */
export class ModelChip {
  readonly #api: Api;
  readonly #link = byId<HTMLAnchorElement>('model-chip');
  #version: string | null = null;
  #card: ModelCard | null = null;
  #request: Promise<ModelCard> | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The card of the serving model, requested unless it is known. */
  async card(): Promise<ModelCard> {
    return this.#card ?? this.#requestCard();
  }

  /** Requests the card of the serving model and shows it; null if that fails. */
  async load(): Promise<ModelCard | null> {
    try {
      const card = await this.#requestCard();
      this.show(card);
      return card;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#version = null;
      this.#link.hidden = true;
      return null;
    }
  }

  /** Called with the version of the model that sent a response; loads the card if it is a new one. */
  served(version: string): void {
    if (version === this.#version) return;
    this.#version = version;
    this.#card = null;
    void this.load();
  }

  show(card: ModelCard): void {
    const [evaluation] = evaluations(card);
    this.#card = card;
    this.#version = card.version;
    this.#link.textContent =
      evaluation === undefined
        ? card.version
        : t`${card.version} · ${accuracyText(evaluation.accuracy)} on MNIST`;
    this.#link.setAttribute('aria-label', t`Model card of ${this.#link.textContent}`);
    this.#link.hidden = false;
  }

  /** Once at a time: at the start, the network's loader asks as well. */
  #requestCard(): Promise<ModelCard> {
    return (this.#request ??= this.#api.model().finally(() => (this.#request = null)));
  }
}

export function accuracyText(value: number): string {
  return `${decimal(value * 100, 2)} %`;
}
