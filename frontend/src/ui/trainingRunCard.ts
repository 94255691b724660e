import type { TrainingRun } from '../api/client';
import { comparisons, type Figures, shadowOf } from '../model/modelCard';
import { inWords, isUnderWay, timeLeft } from '../model/runProgress';
import { createElement, timeElement } from './dom';
import { accuracyText } from './modelChip';
import { countOfDigits, currentLanguage, decimal, t, translateMessage } from '../texts/translation';

const TRIGGERS = { hand: t`manually`, schedule: t`on schedule`, corrections: t`by corrections` } as const;

const STATES: Readonly<Record<string, string>> = {
  queued: t`queued`,
  running: t`running`,
  gate: t`measuring`,
  promoted: t`promoted`,
  refused: t`refused`,
  cancelled: t`cancelled`,
  failed: t`failed`,
};

/** The actions of an administrator on a run. */
export interface RunActions {
  promote(run: TrainingRun): void;
  /** Cancels a run that is under way, or refuses a candidate that waits. */
  cancel(run: TrainingRun): void;
}

/** An empty card of a run. */
export function runCard(): HTMLElement {
  const log = createElement('pre', { tabindex: '0', 'aria-label': t`End of the log`, hidden: '' });
  return createElement('li', { class: 'run' }, createElement('div', { class: 'run-summary' }), log);
}

/**
 * Updates a run's card in place. The log keeps its scroll position, or stays at its end.
 *
 * @param learned what the user's labels changed in the model that the run made
 */
export function updateRunCard(
  card: HTMLElement,
  run: TrainingRun,
  learned: string,
  actions: RunActions,
): void {
  const [summary, log] = card.children;
  if (summary === undefined || !(log instanceof HTMLPreElement)) return;
  const content = JSON.stringify({ ...run, log: '', learned });
  if (card.dataset['content'] !== content) {
    card.dataset['content'] = content;
    summary.replaceChildren(...runSummary(run, learned, actions));
  } else {
    const left = summary.querySelector('.time-left');
    if (left !== null) left.textContent = timeLeftText(run);
  }
  const text = isUnderWay(run) || run.state === 'failed' ? (run.log ?? '') : '';
  if (log.textContent === text) return;
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 4;
  const { scrollTop } = log;
  log.textContent = text;
  log.hidden = text === '';
  log.scrollTop = wasAtEnd ? log.scrollHeight : scrollTop;
}

function runSummary(
  run: TrainingRun,
  learned: string,
  actions: RunActions,
): readonly HTMLElement[] {
  const { rows, baseModel, model } = run;
  const parts: HTMLElement[] = [
    createElement(
      'div',
      { class: 'run-head' },
      createElement('span', { class: `state ${run.state}` }, run.awaitsPromotion === true ? t`waits` : (STATES[run.state] ?? run.state)),
      timeElement(run.createdAt),
      ...[
        t`started ${TRIGGERS[run.trigger]}`,
        rows === undefined ? '' : rows === 1 ? t`1 labelled digit` : t`${rows.toLocaleString(currentLanguage())} labelled digits`,
        baseModel === undefined ? '' : t`from ${baseModel}`,
        model === undefined ? '' : t`made ${model}`,
      ]
        .filter((text) => text !== '')
        .map((text) => createElement('span', { class: 'note' }, text)),
    ),
  ];
  if (learned !== '') parts.push(createElement('p', { class: 'learned' }, learned));
  if (isUnderWay(run)) {
    const progress = createElement('progress', { max: '1', 'aria-label': t`Progress` });
    if (run.progress !== undefined) progress.value = run.progress;
    parts.push(
      progress,
      createElement(
        'div',
        { class: 'decision' },
        createElement('p', { class: 'note time-left' }, timeLeftText(run)),
        button(t`Cancel the run`, '', () => actions.cancel(run)),
      ),
    );
  }
  if (run.awaitsPromotion === true) parts.push(decision(run, actions));
  if (run.reasons !== undefined && run.reasons.length > 0) {
    parts.push(createElement('ul', {}, ...run.reasons.map((reason) => createElement('li', {}, translateMessage(reason)))));
  }
  parts.push(...gateFigures(run), ...shadowFigures(run));
  return parts;
}

function timeLeftText(run: TrainingRun): string {
  const left = run.state === 'running' ? timeLeft(run, Date.now()) : null;
  if (left !== null) return t`Training: ${Math.round((run.progress ?? 0) * 100)} %, ${inWords(left)}.`;
  return { queued: t`Waiting for the job to start.`, running: t`Training.`, gate: t`The gate measures the candidate.` }[
    run.state as string
  ] ?? '';
}

function button(name: string, kind: '' | 'primary', act: () => void): HTMLButtonElement {
  const element = createElement('button', { class: `button ${kind}`.trim(), type: 'button' }, name);
  element.addEventListener('click', act);
  return element;
}

function decision(run: TrainingRun, actions: RunActions): HTMLElement {
  const unmeasured = run.gate?.unmeasured ?? [];
  const lack =
    unmeasured.length === 0
      ? ''
      : ` ${t`The training data lacks ${unmeasured.join(', ')}, so the gate could not measure everything. ./cirrus up and ./cirrus deploy take a folder with all of it as --training-data DIR.`}`;
  return createElement(
    'div',
    { class: 'decision' },
    createElement(
      'p',
      { class: 'note' },
      `${t`The gate found nothing against the candidate, which now waits for your decision.`}${lack} ${t`It is never used unless you promote it.`}`,
    ),
    button(t`Refuse`, '', () => actions.cancel(run)),
    button(t`Promote`, 'primary', () => actions.promote(run)),
  );
}

/** The calibration error, which is not measured on whole pictures. */
function calibrationText({ calibrationError }: Figures): string {
  return calibrationError === null ? '–' : decimal(calibrationError, 4);
}

/** The gate's figures: the candidate against the current model. */
function gateFigures(run: TrainingRun): readonly HTMLElement[] {
  const sets = comparisons(run);
  if (sets.length === 0) return [];
  const cell = (text: string, better: boolean | null = null): HTMLElement =>
    createElement('td', { class: better === null ? '' : better ? 'better' : 'worse' }, text);
  const compared = (candidate: number, current: number, higherIsBetter: boolean): boolean | null =>
    candidate === current ? null : candidate > current === higherIsBetter;
  const table = createElement(
    'table',
    { class: 'data' },
    createElement('caption', {}, t`The gate’s figures`),
    createElement(
      'thead',
      {},
      createElement(
        'tr',
        {},
        ...[t`Set`, t`Candidate`, t`Current`, t`Calibration error`, t`Current`].map((name) =>
          createElement('th', { scope: 'col' }, name),
        ),
      ),
    ),
    createElement(
      'tbody',
      {},
      ...sets.map(({ set, digits, candidate, current }) =>
        createElement(
          'tr',
          {},
          createElement('th', { scope: 'row' }, `${set}, ${countOfDigits(digits)}`),
          cell(accuracyText(candidate.accuracy), compared(candidate.accuracy, current.accuracy, true)),
          cell(accuracyText(current.accuracy)),
          cell(
            calibrationText(candidate),
            candidate.calibrationError === null || current.calibrationError === null
              ? null
              : compared(candidate.calibrationError, current.calibrationError, false),
          ),
          cell(calibrationText(current)),
        ),
      ),
    ),
  );
  return [createElement('div', { class: 'wide-table', role: 'group', tabindex: '0', 'aria-label': t`The gate’s figures` }, table)];
}

function shadowFigures(run: TrainingRun): readonly HTMLElement[] {
  const shadow = shadowOf(run);
  if (shadow === null || shadow.digits === 0) return [];
  const { digits, agreed, corrected, candidateRight, currentRight } = shadow;
  const labelled =
    corrected === 0
      ? ''
      : ` ${t`Labelled digits: ${corrected}. The candidate reads ${candidateRight} of them as labelled, the current model ${currentRight}.`}`;
  return [
    createElement(
      'p',
      { class: 'note' },
      t`On ${agreed} of ${digits} recorded digits the candidate agrees with the current model.` + labelled,
    ),
  ];
}
