import '../style/model.css';
import { type Api, ApiError, type ModelCard, type TrainingRun } from '../api/client';
import { isUnderWay } from '../model/runProgress';
import { errorMessage } from '../reading/errorMessages';
import { confirmation } from './confirmation';
import { after, byId, createElement, updateList } from './dom';
import { showModelCard } from './modelCardView';
import type { LearnedLabels } from './learnedLabels';
import type { ModelChip } from './modelChip';
import { notify } from './notifications';
import { runCard, updateRunCard } from './trainingRunCard';
import { t, translateMessage } from '../texts/translation';

const WATCH_MS = 3000;

/** The model's card and, for administrators, the training runs. */
export class ModelView {
  readonly #api: Api;
  readonly #chip: ModelChip;
  readonly #learnedLabels: LearnedLabels;
  readonly #runs = byId('runs');
  readonly #runList = byId('run-list');
  readonly #runsNote = byId('runs-note');
  readonly #start = byId<HTMLButtonElement>('start-run');
  readonly #rollBack = byId<HTMLButtonElement>('roll-back');
  #stopWatching: () => void = () => undefined;
  #isOpen = false;
  #wasUnderWay = false;
  #listed: readonly TrainingRun[] = [];
  /** The run that made the serving model, and what the user's labels changed in it. */
  #learned = { run: '', text: '' };

  constructor(api: Api, chip: ModelChip, learnedLabels: LearnedLabels) {
    this.#api = api;
    this.#chip = chip;
    this.#learnedLabels = learnedLabels;
    this.#start.addEventListener('click', () => void this.#startRun());
    this.#rollBack.addEventListener('click', () => void this.#rollBackModel());
  }

  async open(): Promise<void> {
    this.#isOpen = true;
    void this.#watchRuns();
    await this.#showCard();
  }

  close(): void {
    this.#isOpen = false;
    this.#stopWatching();
  }

  async #showCard(): Promise<void> {
    const lead = byId('model-lead');
    try {
      const card = await this.#api.model();
      this.#chip.show(card);
      lead.textContent = t`Version ${card.version} reads your digits.`;
      showModelCard(card);
      void this.#showLearned(card);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      lead.textContent = errorMessage(error);
      byId('model-card').replaceChildren();
      byId('model-charts').replaceChildren();
    }
  }

  async #showLearned(card: ModelCard): Promise<void> {
    this.#learned = { run: card.run?.id ?? '', text: await this.#learnedLabels.describe(card) };
    if (this.#listed.length > 0) this.#showRuns(this.#listed);
  }

  async #watchRuns(): Promise<void> {
    this.#stopWatching();
    try {
      const runs = await this.#api.trainingRuns();
      this.#runs.hidden = false;
      this.#showRuns(runs);
      const underWay = runs.some(isUnderWay);
      // A run that ended may have replaced the model.
      if (this.#wasUnderWay && !underWay) void this.#showCard();
      this.#wasUnderWay = underWay;
      if (underWay && this.#isOpen) this.#stopWatching = after(WATCH_MS, () => void this.#watchRuns());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Only administrators may see training runs.
      this.#runs.hidden = error.kind === 'forbidden' || error.kind === 'not-found';
      if (this.#runs.hidden || !this.#isOpen) return;
      this.#runsNote.textContent = errorMessage(error);
      this.#stopWatching = after(WATCH_MS * 2, () => void this.#watchRuns());
    }
  }

  #showRuns(runs: readonly TrainingRun[]): void {
    this.#listed = runs;
    this.#start.disabled = runs.some(isUnderWay);
    this.#runsNote.textContent =
      runs.length === 0
        ? t`None yet. A run trains a model with all labelled digits; the gate promotes it unless it is worse than the current one.`
        : '';
    updateList(
      this.#runList,
      runs,
      ({ id }) => id,
      runCard,
      (card, run) =>
        updateRunCard(card, run, run.id === this.#learned.run ? this.#learned.text : '', {
          promote: (chosen) => void this.#promote(chosen),
          cancel: (chosen) => void this.#cancel(chosen),
        }),
    );
  }

  async #startRun(): Promise<void> {
    const decide = createElement('input', { type: 'checkbox', id: 'confirm-ask' });
    const confirmed = await confirmation(
      t`Start a training run?`,
      t`Start the run`,
      t`It continues from the model that serves now and learns from the labelled digits of all users: the last 20,000, at most 2,000 of one user. It takes minutes, or hours if the model has to be trained from the start, and uses the processors of the machine that trains.`,
      t`The gate then measures the candidate. It replaces the current model unless it is clearly less accurate, worse calibrated or slower.`,
      createElement('label', { class: 'choice' }, decide, ` ${t`Wait for my decision after the gate`}`),
    );
    if (!confirmed) return;
    this.#start.disabled = true;
    await this.#act(async () => {
      const run = await this.#api.startTrainingRun(decide.checked ? 'ask' : 'gate');
      return run.state === 'queued' ? t`The run is queued.` : t`A run is under way.`;
    });
  }

  async #promote(run: TrainingRun): Promise<void> {
    const confirmed = await confirmation(
      t`Promote the candidate?`,
      t`Promote`,
      t`Model ${run.model ?? ''} then reads the digits of all users within a minute. You can roll back.`,
    );
    if (!confirmed) return;
    await this.#act(async () => t`Model ${(await this.#api.promoteCandidate(run.id)).version} was promoted.`);
  }

  async #cancel(run: TrainingRun): Promise<void> {
    const confirmed =
      run.awaitsPromotion === true
        ? await confirmation(t`Refuse the candidate?`, t`Refuse`, t`Model ${run.model ?? ''} can then no longer be promoted.`)
        : await confirmation(
            t`Cancel the run?`,
            t`Cancel the run`,
            t`What it has learned is lost. The next run learns from the same labelled digits.`,
          );
    if (!confirmed) return;
    await this.#act(async () => {
      const { state } = await this.#api.cancelTrainingRun(run.id);
      return state === 'refused' ? t`The candidate was refused.` : t`The run was cancelled.`;
    });
  }

  async #rollBackModel(): Promise<void> {
    const confirmed = await confirmation(
      t`Roll back the model?`,
      t`Roll back`,
      t`The model that the current one replaced then reads the digits of all users within a minute.`,
    );
    if (!confirmed) return;
    await this.#act(async () => t`Model ${(await this.#api.rollBackModel()).version} serves again.`);
  }

  /** Runs an administrator's action, which returns what happened, and shows the new state. */
  async #act(action: () => Promise<string>): Promise<void> {
    try {
      notify(await action());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(error.retryable ? errorMessage(error) : translateMessage(error.message));
    }
    await Promise.all([this.#watchRuns(), this.#showCard()]);
  }
}
