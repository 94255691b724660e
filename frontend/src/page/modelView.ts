import { type Api, ApiFailure, type ModelCard, type TrainingRun } from '../api/client';
import { TROUBLES } from '../reading/troubles';
import { tell } from './announce';
import { after, byId, make } from './dom';

const WATCH_MS = 3000;

/** The model's card, and for administrators the training runs. */
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

  /** The model's name and accuracy in the masthead. */
  async introduce(): Promise<void> {
    try {
      this.#showChip(await this.#api.model());
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
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
      if (!(error instanceof ApiFailure)) throw error;
      byId('model-lead').textContent = TROUBLES[error.kind].join(' ');
      byId('model-card').replaceChildren();
    }
  }

  close(): void {
    this.#stopWatching();
  }

  #showChip(card: ModelCard): void {
    const [accuracy] = accuracies(card);
    this.#chip.textContent =
      accuracy === undefined ? card.version : `${card.version} · ${accuracy.value}`;
    this.#chip.setAttribute('aria-label', `Model ${this.#chip.textContent}: its card`);
    this.#chip.hidden = false;
  }

  #showCard(card: ModelCard): void {
    byId('model-lead').textContent = `Version ${card.version} reads your digits at the moment.`;
    const figures = accuracies(card).map(({ name, value }) =>
      make('div', { class: 'figure' }, make('b', {}, value), make('span', {}, name)),
    );
    if (card.drift !== undefined) {
      figures.push(
        make(
          'div',
          { class: card.drift.shifted ? 'figure drifted' : 'figure' },
          make('b', {}, card.drift.shifted ? 'Shifted' : 'Steady'),
          make('span', {}, card.drift.reasons.join(' ') || 'What is drawn is like what it learned from'),
        ),
      );
    }
    byId('model-card').replaceChildren(...figures);
    byId('model-facts').replaceChildren(
      ...facts(card).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
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
      if (!(error instanceof ApiFailure)) throw error;
      // Who is no administrator has no training runs to see.
      this.#runs.hidden = error.kind === 'forbidden' || error.kind === 'not-found';
      if (this.#runs.hidden) return;
      this.#runsNote.textContent = TROUBLES[error.kind].join(' ');
      this.#stopWatching = after(WATCH_MS * 2, () => void this.#watchRuns());
    }
  }

  #showRuns(runs: readonly TrainingRun[]): void {
    this.#start.disabled = runs.some(isUnderWay);
    this.#runsNote.textContent =
      runs.length === 0
        ? 'None yet. A run trains with everything that was corrected, and only a better model passes the gate.'
        : '';
    this.#runList.replaceChildren(...runs.map(runCard));
  }

  async #startRun(): Promise<void> {
    this.#start.disabled = true;
    try {
      const run = await this.#api.startTrainingRun();
      tell(run.state === 'queued' ? 'The run is queued.' : 'A run is under way.');
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      tell(error.passes ? TROUBLES[error.kind].join(' ') : error.message);
    }
    await this.#watchRuns();
  }
}

function isUnderWay(run: TrainingRun): boolean {
  return ['queued', 'running', 'gate'].includes(run.state);
}

function runCard(run: TrainingRun): HTMLElement {
  const causes = { hand: 'by hand', schedule: 'on schedule', corrections: 'by corrections' };
  const card = make(
    'li',
    { class: 'run' },
    make(
      'div',
      { class: 'run-head' },
      make('span', { class: `state ${run.state}` }, run.state),
      make('time', { datetime: run.createdAt }, new Date(run.createdAt).toLocaleString()),
      make('span', { class: 'note' }, `started ${causes[run.trigger]}`),
      make('span', { class: 'note' }, run.rows === undefined ? '' : `${run.rows} corrected digits`),
      make('span', { class: 'note' }, run.model === undefined ? '' : `made ${run.model}`),
    ),
  );
  if (isUnderWay(run)) {
    const progress = make('progress', { max: '1', 'aria-label': 'Progress' });
    if (run.progress !== undefined) progress.value = run.progress;
    card.append(progress);
  }
  if (run.reasons !== undefined && run.reasons.length > 0) {
    card.append(make('ul', {}, ...run.reasons.map((reason) => make('li', {}, reason))));
  }
  if (run.log !== undefined && (isUnderWay(run) || run.state === 'failed')) {
    card.append(make('pre', { tabindex: '0', 'aria-label': 'The log’s end' }, run.log));
  }
  return card;
}

/** Shares that the card names as accuracies, wherever it keeps them. */
export function accuracies(card: ModelCard): readonly { name: string; value: string }[] {
  return facts(card)
    .filter(([name, value]) => /accuracy/i.test(name) && !/digit|class/i.test(name) && isShare(value))
    .slice(0, 4)
    .map(([name, value]) => ({ name, value: `${(Number(value) * 100).toFixed(2)} %` }));
}

/** The card laid flat: one line for each value, named by its way through the card. */
export function facts(card: unknown, way = ''): readonly (readonly [string, string])[] {
  if (card === null || typeof card !== 'object') return [[way, String(card)]];
  const entries = Object.entries(card as Record<string, unknown>);
  if (Array.isArray(card) && card.every((value) => typeof value !== 'object')) {
    return [[way, card.join(', ')]];
  }
  return entries.flatMap(([name, value]) => facts(value, way === '' ? name : `${way} · ${name}`));
}

function isShare(value: string): boolean {
  const share = Number(value);
  return value !== '' && share > 0 && share <= 1;
}
