import type { InsideView } from '../inside/insideView';
import type { DeviceReader } from '../network/deviceReader';
import type { SessionState } from '../reading/readingSession';
import { t } from '../texts/translation';
import { byId } from './dom';

/** Loads the view "Inside" when it is opened, and keeps it up to date with the reading. */
export class Inside {
  readonly #device: DeviceReader;
  readonly #host = byId('inside');
  readonly #studio = byId('view-studio');
  #view: InsideView | null = null;
  #sha256 = '';
  #isOpen = false;

  constructor(device: DeviceReader) {
    this.#device = device;
  }

  async open(state: SessionState): Promise<void> {
    this.#setOpen(true);
    if (this.#view === null) this.#host.textContent = t`Loading the network …`;
    const [{ InsideView: View }] = await Promise.all([
      import('../inside/insideView'),
      this.#device.load(),
    ]);
    const { model } = this.#device;
    if (model === null) {
      this.#view = null;
      this.#host.textContent = t`The network that reads at the moment cannot be shown on this device. Reading works as usual.`;
      return;
    }
    if (this.#view === null || this.#sha256 !== model.sha256) {
      this.#view = new View(this.#host, model);
      this.#sha256 = model.sha256;
    }
    this.update(state);
  }

  close(): void {
    this.#setOpen(false);
  }

  update({ result, selected }: SessionState): void {
    if (this.#isOpen) this.#view?.show(result?.snapshot.digits[selected]?.pixels ?? null);
  }

  #setOpen(open: boolean): void {
    this.#isOpen = open;
    this.#host.hidden = !open;
    this.#studio.classList.toggle('is-inside', open);
  }
}
