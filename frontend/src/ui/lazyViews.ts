import type { Api } from '../api/client';
import type { DeviceReader } from '../network/deviceReader';
import type { ReadingSession } from '../reading/readingSession';
import { forgetEverything, ownerKey, setOwnerKey } from '../storage/pageStorage';
import type { HistoryView } from './historyView';
import type { LabelQueueDialog } from './labelQueueDialog';
import type { LearnedLabels } from './learnedLabels';
import type { ModelChip } from './modelChip';
import type { ModelView } from './modelView';
import { currentView } from './router';

/** The views whose code is loaded when they are first opened. */
export class LazyViews {
  #history: HistoryView | null = null;
  #model: ModelView | null = null;
  #labelQueue: LabelQueueDialog | null = null;
  #learned: LearnedLabels | null = null;

  readonly #api: Api;
  readonly #session: ReadingSession;
  readonly #device: DeviceReader;
  readonly #modelChip: ModelChip;

  constructor(api: Api, session: ReadingSession, device: DeviceReader, modelChip: ModelChip) {
    this.#api = api;
    this.#session = session;
    this.#device = device;
    this.#modelChip = modelChip;
  }

  async openHistory(): Promise<void> {
    const [history, data] = await Promise.all([import('./historyView'), import('./dataControls')]);
    if (this.#history === null) {
      this.#history = new history.HistoryView({
        api: this.#api,
        correct: (id, labels) => this.#session.labelRecord(id, labels),
        deleteRecord: (id) => this.#session.deleteRecord(id),
        linesOf: (id) => this.#session.linesOf(id),
      });
      new data.DataControls({
        api: this.#api,
        ownerKey,
        setOwnerKey,
        forgetEverything,
        correct: (id, labels) => this.#session.labelRecord(id, labels),
      });
    }
    if (currentView() === 'history') await this.#history.open();
  }

  closeHistory(): void {
    this.#history?.close();
  }

  async openModel(): Promise<void> {
    const [module, learned] = await Promise.all([import('./modelView'), this.learnedLabels()]);
    this.#model ??= new module.ModelView(this.#api, this.#modelChip, learned);
    if (currentView() === 'model') await this.#model.open();
  }

  closeModel(): void {
    this.#model?.close();
  }

  /** What the serving model has learned from the user's labels. */
  async learnedLabels(): Promise<LearnedLabels> {
    const module = await import('./learnedLabels');
    return (this.#learned ??= new module.LearnedLabels(this.#api, this.#device));
  }

  async openLabelQueue(): Promise<void> {
    const module = await import('./labelQueueDialog');
    this.#labelQueue ??= new module.LabelQueueDialog({
      api: this.#api,
      correct: (id, labels) => this.#session.labelRecord(id, labels),
    });
    await this.#labelQueue.open();
  }
}
