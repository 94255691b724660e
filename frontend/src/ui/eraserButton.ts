import { t } from '../texts/translation';
import { byId } from './dom';
import { announce } from './notifications';

/** The button that switches between the pen and the eraser. */
export class EraserButton {
  readonly #button = byId<HTMLButtonElement>('eraser');

  constructor() {
    this.#button.addEventListener('click', () => this.toggle());
  }

  get isOn(): boolean {
    return this.#button.getAttribute('aria-pressed') === 'true';
  }

  toggle(): void {
    if (this.#button.disabled) return;
    this.#set(!this.isOn);
    announce(this.isOn ? t`Eraser.` : t`Pen.`);
  }

  enable(): void {
    this.#button.disabled = false;
  }

  /** Returns to the pen. */
  disable(): void {
    this.#button.disabled = true;
    this.#set(false);
  }

  #set(on: boolean): void {
    this.#button.setAttribute('aria-pressed', String(on));
    byId('paper').classList.toggle('erasing', on);
  }
}
