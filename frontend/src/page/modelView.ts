import { type Api, ApiFailure, type ModelCard, type TrainingRun } from '../api/client';
import { exams } from '../reading/card';
import { sorry } from '../reading/troubles';
import { tell } from './announce';
import { after, byId, make } from './dom';

const WATCH_MS = 3000;

/** What the training's sets are called for people. */
const EXAMS: Readonly<Record<string, string>> = {
  'MNIST test': 'right of MNIST’s test images',
  'pen, free': 'right of pen digits by writers it never saw, anywhere on the canvas',
  'pen, hard': 'right of the same, very small and large, thin and thick',
};

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
      byId('model-lead').textContent = sorry(error);
      byId('model-card').replaceChildren();
    }
  }

  close(): void {
    this.#stopWatching();
  }

  #showChip(card: ModelCard): void {
    const [exam] = exams(card);
    this.#chip.textContent =
      exam === undefined ? card.version : `${card.version} · ${share(exam.accuracy)} of MNIST`;
    this.#chip.setAttribute('aria-label', `Model ${this.#chip.textContent}: its card`);
    this.#chip.hidden = false;
  }

  #showCard(card: ModelCard): void {
    byId('model-lead').textContent = `Version ${card.version} reads your digits at the moment.`;
    const figures = exams(card).map(({ name, accuracy, count }) =>
      make(
        'div',
        { class: 'figure' },
        make('b', {}, share(accuracy)),
        make('span', {}, `${EXAMS[name] ?? name}, ${count.toLocaleString('en')} digits`),
      ),
    );
    if (card.drift !== undefined) {
      figures.push(
        make(
          'div',
          { class: card.drift.shifted ? 'figure drifted' : 'figure' },
          make('b', {}, card.drift.shifted ? 'Shifted' : 'Steady'),
          make('span', {}, card.drift.reasons.join(' ') || 'What comes in now is like what came in before'),
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
      if (!(error instanceof ApiFailure)) throw error;
      // Who is no administrator has no training runs to see.
      this.#runs.hidden = error.kind === 'forbidden' || error.kind === 'not-found';
      if (this.#runs.hidden) return;
      this.#runsNote.textContent = sorry(error);
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
      tell(error.passes ? sorry(error) : error.message);
    }
    await this.#watchRuns();
  }
}

function isUnderWay(run: TrainingRun): boolean {
  return ['queued', 'running', 'gate'].includes(run.state) && run.awaitsPromotion !== true;
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
  if (run.awaitsPromotion === true) {
    const unmeasured = run.gate?.unmeasured ?? [];
    const lack = unmeasured.length === 0 ? '' : ` Not measured: ${unmeasured.join('; ')}.`;
    card.append(make('p', { class: 'note' }, `It passed the gate and waits for a person.${lack}`));
  }
  if (run.reasons !== undefined && run.reasons.length > 0) {
    card.append(make('ul', {}, ...run.reasons.map((reason) => make('li', {}, reason))));
  }
  if (run.log !== undefined && (isUnderWay(run) || run.state === 'failed')) {
    card.append(make('pre', { tabindex: '0', 'aria-label': 'The log’s end' }, run.log));
  }
  return card;
}

/** One thing that the card knows, or a group of such things. */
function factRow(name: string, value: unknown): HTMLElement {
  if (value === null || typeof value !== 'object') {
    return make('div', { class: 'fact' }, make('span', {}, name), make('b', {}, String(value)));
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return factRow(name, value.join(', '));
  }
  const group = make('details', { class: 'fact-group' }, make('summary', {}, name));
  // Some groups hold hundreds of figures: they are written when they are opened.
  group.addEventListener(
    'toggle',
    () => {
      const rows = Object.entries(value as object).map(([inner, one]) => factRow(inner, one));
      group.append(make('div', {}, ...rows));
    },
    { once: true },
  );
  return group;
}

function share(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}
