import { type Api, ApiError } from '../api/client';
import { deleteAllRecords } from '../dataset/deletion';
import { DatasetError, batches, parseDataset } from '../dataset/importer';
import { parseRows, pngs } from '../dataset/pngArchive';
import type { Labels } from '../drawing/labels';
import { errorMessage } from '../reading/errorMessages';
import { confirmation } from './confirmation';
import { after, byId, download } from './dom';
import { notify } from './notifications';
import { t } from '../texts/translation';

export interface DataPorts {
  readonly api: Api;
  ownerKey(): string;
  /** Uses another key from now on. Returns false if it is not one. */
  setOwnerKey(key: string): boolean;
  correct(id: string, labels: Labels): void;
  /** Removes everything that this browser stores, except for the key and the settings. */
  forgetEverything(): void;
}

/** Downloads of the labelled digits, deleting all data, and the key that owns the records. */
export class DataControls {
  readonly #ports: DataPorts;
  readonly #note = byId('data-note');

  constructor(ports: DataPorts) {
    this.#ports = ports;
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-download]')) {
      button.addEventListener('click', () => void this.#download(button));
    }
    byId('delete-all').addEventListener('click', () => void this.#deleteAll());
    byId('dataset-import').addEventListener('click', () => byId<HTMLInputElement>('dataset-file').click());
    byId('dataset-file').addEventListener('change', () => void this.#importDataset());
    byId('key-download').addEventListener('click', () =>
      download('cirrus-key.txt', new Blob([ports.ownerKey(), '\n'], { type: 'text/plain' })),
    );
    byId('key-import').addEventListener('click', () => byId<HTMLInputElement>('key-file').click());
    byId('key-file').addEventListener('change', () => void this.#importKey());
  }

  async #deleteAll(): Promise<void> {
    const confirmed = await confirmation(
      t`Delete all your data?`,
      t`Delete everything`,
      t`This deletes all your readings and labels from the service and the drawings from this browser. It can’t be undone. Models that have learned from your labels keep what they learned.`,
    );
    if (!confirmed) return;
    const button = byId<HTMLButtonElement>('delete-all');
    button.disabled = true;
    try {
      const deleted = await deleteAllRecords({
        api: this.#ports.api,
        wait: (ms) => new Promise((resolve) => after(ms, resolve)),
        progress: (count) => (this.#note.textContent = t`${count} deleted …`),
      });
      this.#ports.forgetEverything();
      notify(t`All your data is deleted: ${deleted === 1 ? t`1 reading` : t`${deleted} readings`}.`);
      after(1500, () => location.reload());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#note.textContent = `${errorMessage(error)} ${t`Not everything was deleted.`}`;
    } finally {
      button.disabled = false;
    }
  }

  async #importKey(): Promise<void> {
    const input = byId<HTMLInputElement>('key-file');
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const key = (await file.text()).trim();
    input.value = '';
    const confirmed = await confirmation(
      t`Use this key?`,
      t`Use it`,
      t`You then see and own the readings that were made with it. Save your current key first if you want to return to your current readings.`,
    );
    if (!confirmed) return;
    if (this.#ports.setOwnerKey(key)) location.reload();
    else notify(t`That file does not contain a Cirrus key.`);
  }

  /** Records the digits of a data set and labels them. */
  async #importDataset(): Promise<void> {
    const input = byId<HTMLInputElement>('dataset-file');
    const [file] = input.files ?? [];
    if (file === undefined) return;
    input.value = '';
    try {
      const rows = parseDataset(await file.text());
      let imported = 0;
      for (const batch of batches(rows)) {
        const { id } = await this.#ports.api.predict({
          images: batch.map(({ image }) => [...image]),
          record: true,
          source: 'upload',
          file: file.name.slice(0, 255),
        });
        this.#ports.correct(id, batch.map(({ label }) => label));
        imported += batch.length;
        this.#note.textContent = t`Imported: ${imported} of ${rows.length} digits.`;
      }
      notify(t`Labelled digits imported: ${imported}. They are listed in a moment.`);
    } catch (error) {
      if (error instanceof ApiError) this.#note.textContent = `${errorMessage(error)} ${t`Not everything was imported.`}`;
      else notify(t`“${file.name}” can’t be imported: ${error instanceof DatasetError ? error.message : t`it is damaged`}.`);
    }
  }

  async #download(button: HTMLButtonElement): Promise<void> {
    const { api } = this.#ports;
    const format = button.dataset['download'];
    button.disabled = true;
    try {
      const lines = await api.dataset('application/x-ndjson');
      if (lines === '') {
        notify(t`Nothing is labelled yet. Correct a reading, or teach a few digits.`);
        return;
      }
      if (format === 'csv') {
        download('digits.csv', new Blob([await api.dataset('text/csv')], { type: 'text/csv' }));
        return;
      }
      if (format === 'jsonl') {
        download('digits.jsonl', new Blob([lines], { type: 'application/x-ndjson' }));
        return;
      }
      const archive = await pngs(parseRows(lines), deflate);
      download('digits.zip', new Blob([archive], { type: 'application/zip' }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(errorMessage(error), { name: t`Try again`, run: () => button.click() });
    } finally {
      button.disabled = false;
    }
  }
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
