import { type Api, ApiError, type ModelCard, type TrainingRun } from '../api/client';
import { evaluations } from '../model/modelCard';
import { errorMessage } from '../reading/errorMessages';
import { notify } from './notifications';
import { after, byId, createElement, timeElement, updateList } from './dom';

const WATCH_MS = 3000;

/** Descriptions of the training's test sets. */
const EVALUATION_LABELS: Readonly<Record<string, string>> = {
  'MNIST test': 'correct on MNIST’s test images',
  'pen, free': 'correct on pen digits by unseen writers, anywhere on the canvas',
  'pen, hard': 'correct on the same digits, very small and large, thin and thick',
};

/** The model card and, for administrators, the training runs. */
export class ModelView {
  readonly #api: Api;
  readonly #chip = byId<HTMLAnchorElement>('model-chip');
  readonly #runs = byId('runs');
  readonly #runList = byId('run-list');
  readonly #runsNote = byId('runs-note');
  readonly #start = byId<HTMLButtonElement>('start-run');
  #stopWatching: () => void = () => undefined;

  constructor(api: Api) {
    this.#api = api;
    this.#start.addEventListener('click', () => void this.#startRun());
  }

  /** Shows the model's version and accuracy in the header. */
  async showModelLink(): Promise<void> {
    try {
      this.#showChip(await this.#api.model());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#chip.hidden = true;
    }
  }

  async open(): Promise<void> {
    void this.#watchRuns();
    try {
      const card = await this.#api.model();
      this.#showChip(card);
      this.#showCard(card);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      byId('model-lead').textContent = errorMessage(error);
      byId('model-card').replaceChildren();
    }
  }

  close(): void {
    this.#stopWatching();
  }

  #showChip(card: ModelCard): void {
    const [evaluation] = evaluations(card);
    this.#chip.textContent =
      evaluation === undefined ? card.version : `${card.version} · ${share(evaluation.accuracy)} of MNIST`;
    this.#chip.setAttribute('aria-label', `Model ${this.#chip.textContent}: its card`);
    this.#chip.hidden = false;
  }

  #showCard(card: ModelCard): void {
    byId('model-lead').textContent = `Version ${card.version} reads your digits.`;
    const figures = evaluations(card).map(({ name, accuracy, count }) =>
      createElement(
        'div',
        { class: 'figure' },
        createElement('b', {}, share(accuracy)),
        createElement('span', {}, `${EVALUATION_LABELS[name] ?? name}, ${count.toLocaleString('en')} digits`),
      ),
    );
    if (card.drift !== undefined) {
      figures.push(
        createElement(
          'div',
          { class: card.drift.shifted ? 'figure drifted' : 'figure' },
          createElement('b', {}, card.drift.shifted ? 'Shifted' : 'Steady'),
          createElement('span', {}, card.drift.reasons.join(' ') || 'Recent drawings are like earlier ones'),
        ),
      );
    }
    byId('model-card').replaceChildren(...figures);
    byId('model-facts').replaceChildren(
      ...Object.entries(card)
        .filter(([name]) => name !== 'drift')
        .map(([name, value]) => factRow(name, value)),
    );
    byId('model-details').hidden = false;
  }

  async #watchRuns(): Promise<void> {
    this.#stopWatching();
    try {
      const runs = await this.#api.trainingRuns();
      this.#runs.hidden = false;
      this.#showRuns(runs);
      if (runs.some(isUnderWay)) {
        this.#stopWatching = after(WATCH_MS, () => void this.#watchRuns());
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Only administrators may see training runs.
      this.#runs.hidden = error.kind === 'forbidden' || error.kind === 'not-found';
      if (this.#runs.hidden) return;
      this.#runsNote.textContent = errorMessage(error);
      this.#stopWatching = after(WATCH_MS * 2, () => void this.#watchRuns());
    }
  }

  #showRuns(runs: readonly TrainingRun[]): void {
    this.#start.disabled = runs.some(isUnderWay);
    this.#runsNote.textContent =
      runs.length === 0
        ? 'None yet. A run trains a model with all corrected digits; the gate promotes it unless it is worse than the current one.'
        : '';
    // An unchanged card stays, so that its log keeps the scroll position.
    updateList(
      this.#runList,
      runs,
      (run) => JSON.stringify(run),
      runCard,
      () => undefined,
    );
  }

  async #startRun(): Promise<void> {
    this.#start.disabled = true;
    try {
      const run = await this.#api.startTrainingRun();
      notify(run.state === 'queued' ? 'The run is queued.' : 'A run is under way.');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(error.retryable ? errorMessage(error) : error.message);
    }
    await this.#watchRuns();
  }
}

function isUnderWay(run: TrainingRun): boolean {
  return ['queued', 'running', 'gate'].includes(run.state) && run.awaitsPromotion !== true;
}

function runCard(run: TrainingRun): HTMLElement {
  const triggers = { hand: 'manually', schedule: 'on schedule', corrections: 'by corrections' };
  const card = createElement(
    'li',
    { class: 'run' },
    createElement(
      'div',
      { class: 'run-head' },
      createElement('span', { class: `state ${run.state}` }, run.state),
      timeElement(run.createdAt),
      createElement('span', { class: 'note' }, `started ${triggers[run.trigger]}`),
      createElement('span', { class: 'note' }, run.rows === undefined ? '' : `${run.rows} corrected digits`),
      createElement('span', { class: 'note' }, run.model === undefined ? '' : `made ${run.model}`),
    ),
  );
  if (isUnderWay(run)) {
    const progress = createElement('progress', { max: '1', 'aria-label': 'Progress' });
    if (run.progress !== undefined) progress.value = run.progress;
    card.append(progress);
  }
  if (run.awaitsPromotion === true) {
    const unmeasured = run.gate?.unmeasured ?? [];
    const lack = unmeasured.length === 0 ? '' : ` Not measured: ${unmeasured.join('; ')}.`;
    card.append(createElement('p', { class: 'note' }, `It passed the gate and waits for approval.${lack}`));
  }
  if (run.reasons !== undefined && run.reasons.length > 0) {
    card.append(createElement('ul', {}, ...run.reasons.map((reason) => createElement('li', {}, reason))));
  }
  if (run.log !== undefined && (isUnderWay(run) || run.state === 'failed')) {
    card.append(createElement('pre', { tabindex: '0', 'aria-label': 'End of the log' }, run.log));
  }
  return card;
}

/** A row for one value of the card, or a group of rows. */
function factRow(name: string, value: unknown): HTMLElement {
  if (value === null || typeof value !== 'object') {
    return createElement('div', { class: 'fact' }, createElement('span', {}, name), createElement('b', {}, String(value)));
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return factRow(name, value.join(', '));
  }
  const group = createElement('details', { class: 'fact-group' }, createElement('summary', {}, name));
  // Some groups have hundreds of values, so their rows are created when they are opened.
  group.addEventListener(
    'toggle',
    () => {
      const rows = Object.entries(value as object).map(([inner, one]) => factRow(inner, one));
      group.append(createElement('div', {}, ...rows));
    },
    { once: true },
  );
  return group;
}

function share(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}
