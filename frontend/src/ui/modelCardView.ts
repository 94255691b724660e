import type { ModelCard } from '../api/client';
import { type Evaluation, MIN_DRIFT_DIGITS, evaluations, learningCurve } from '../model/modelCard';
import { barChart, lineChart, reliabilityDiagram } from './charts';
import { byId, createElement, dayText } from './dom';
import { accuracyText } from './modelChip';
import { countOfDigits, currentLanguage, decimal, t, translateMessage } from '../texts/translation';

/** Descriptions of the training's test sets. */
const EVALUATION_LABELS: Readonly<Record<string, string>> = {
  'MNIST test': t`correct on MNIST’s test images`,
  'pen, free': t`correct on pen digits by unseen writers, anywhere on the canvas`,
  'pen, hard': t`correct on the same digits, very small and large, thin and thick`,
};

type Drift = NonNullable<ModelCard['drift']>;
type DayCounts = NonNullable<Drift['days']>[number];

/** Shows how accurate the model is, where it errs, how it was trained, and the drift. */
export function showModelCard(card: ModelCard): void {
  const results = evaluations(card);
  byId('model-card').replaceChildren(...results.map(figure), driftFigure(card.drift));
  byId('model-charts').replaceChildren(
    ...(results.length === 0 ? [] : [resultsTable(results)]),
    ...confusionMatrices(results),
    ...reliabilityDiagrams(results),
    ...worstMistakes(card),
    ...lossCurve(card),
    ...driftCharts(card.drift),
  );
  byId('model-facts').replaceChildren(
    ...Object.entries(card)
      .filter(([name]) => name !== 'drift')
      .map(([name, value]) => factRow(name, value)),
  );
  byId('model-details').hidden = false;
}

function figure({ name, accuracy, count }: Evaluation): HTMLElement {
  const label = EVALUATION_LABELS[name] ?? name;
  return createElement(
    'div',
    { class: 'figure' },
    createElement('b', {}, accuracyText(accuracy)),
    createElement('span', {}, `${label}, ${countOfDigits(count)}`),
  );
}

/** Shows whether the drawings have changed, if there are enough readings to compare. */
function driftFigure(drift: Drift | undefined): HTMLElement {
  const recent = drift?.digits ?? 0;
  const before = drift?.digitsBefore ?? 0;
  const comparable = drift !== undefined && recent >= MIN_DRIFT_DIGITS && before >= MIN_DRIFT_DIGITS;
  const [title, text] = !comparable
    ? [
        '–',
        t`Too few readings to tell whether drawings have changed: ${countOfDigits(recent)} in the last two days and ${countOfDigits(before)} in the two weeks before; each needs ${MIN_DRIFT_DIGITS}`,
      ]
    : drift.shifted
      ? [t`Shifted`, drift.reasons.map(translateMessage).join(' ')]
      : [t`Steady`, t`The last two days’ drawings are like those of the two weeks before`];
  return createElement(
    'div',
    { class: comparable && drift.shifted ? 'figure drifted' : 'figure' },
    createElement('b', {}, title),
    createElement('span', {}, text),
  );
}

function resultsTable(results: readonly Evaluation[]): HTMLElement {
  const highest = Math.max(...results.map(({ calibrationError }) => calibrationError ?? 0));
  const cell = (text: string): HTMLElement => createElement('td', {}, text);
  return createElement(
    'figure',
    { class: 'chart-figure' },
    createElement(
      'table',
      { class: 'data' },
      createElement(
        'thead',
        {},
        createElement(
          'tr',
          {},
          ...[t`Test set`, t`Accuracy`, t`Errors`, t`Calibration error`].map((name) =>
            createElement('th', { scope: 'col' }, name),
          ),
        ),
      ),
      createElement(
        'tbody',
        {},
        ...results.map(({ name, accuracy, count, wrong, calibrationError }) => {
          const meter = createElement('span', { class: 'meter', 'aria-hidden': 'true' });
          meter.style.setProperty('--share', String((calibrationError ?? 0) / Math.max(highest, 1e-9)));
          return createElement(
            'tr',
            {},
            createElement('th', { scope: 'row' }, name),
            cell(accuracyText(accuracy)),
            cell(wrong === null ? '' : t`${wrong} of ${count.toLocaleString(currentLanguage())}`),
            createElement('td', {}, calibrationError === null ? '' : decimal(calibrationError, 4), meter),
          );
        }),
      ),
    ),
    createElement(
      'figcaption',
      {},
      t`Calibration error: how far the confidence is from the share that is correct, on average. No model was trained on these sets.`,
    ),
  );
}

function confusionMatrices(results: readonly Evaluation[]): readonly HTMLElement[] {
  return figureOfSets(
    results.filter(({ confusion }) => confusion !== null),
    { title: t`Confusions in`, choice: t`Test set` },
    confusionMatrix,
    t`Rows: what was drawn. Columns: what the model read; “–” for not a digit.`,
  );
}

function reliabilityDiagrams(results: readonly Evaluation[]): readonly HTMLElement[] {
  const share = (value: number): string => `${decimal(value * 100, 1)} %`;
  return figureOfSets(
    results.filter(({ calibration }) => calibration.length > 0),
    { title: t`Confidence in`, choice: t`Test set of the confidence` },
    ({ calibration }) =>
      reliabilityDiagram(
        calibration.map((bin) => ({
          ...bin,
          title: t`${share(bin.confidence)} confident, ${share(bin.accuracy)} correct: ${countOfDigits(bin.count)}`,
        })),
        [t`confidence`, t`correct`],
      ),
    t`Each dot stands for the digits of one range of confidence, a larger one for more of them. On the line, the model is right as often as it says; below it, it is too confident.`,
  );
}

/** A figure for each set, of which the one that the user chooses is shown. */
function figureOfSets(
  sets: readonly Evaluation[],
  names: { readonly title: string; readonly choice: string },
  draw: (set: Evaluation) => Element,
  caption: string,
): readonly HTMLElement[] {
  const [first] = sets;
  if (first === undefined) return [];
  const choice = createElement(
    'select',
    { 'aria-label': names.choice },
    ...sets.map(({ name }) => createElement('option', {}, name)),
  );
  const place = createElement('div', { class: 'set-figure' }, draw(first));
  choice.addEventListener('change', () => {
    const chosen = sets[choice.selectedIndex];
    if (chosen !== undefined) place.replaceChildren(draw(chosen));
  });
  return [
    createElement(
      'figure',
      { class: 'chart-figure' },
      createElement('label', { class: 'choice' }, `${names.title} `, choice),
      place,
      createElement('figcaption', {}, caption),
    ),
  ];
}

function confusionMatrix({ name, confusion }: Evaluation): HTMLElement {
  const rows = confusion ?? [];
  const highest = Math.max(1, ...rows.flatMap((row, i) => row.filter((_, j) => j !== i)));
  const columns = rows[0]?.length ?? 0;
  return createElement(
    'table',
    { class: 'confusion', 'aria-label': t`Confusions in ${name}` },
    createElement(
      'thead',
      {},
      createElement(
        'tr',
        {},
        createElement('td'),
        ...Array.from({ length: columns }, (_, j) => createElement('th', { scope: 'col' }, j < 10 ? String(j) : '–')),
      ),
    ),
    createElement(
      'tbody',
      {},
      ...rows.map((row, i) =>
        createElement(
          'tr',
          {},
          createElement('th', { scope: 'row' }, String(i)),
          ...row.map((count, j) => {
            const cell = createElement('td', { class: i === j ? 'right' : '' }, count === 0 ? '' : String(count));
            if (i !== j) cell.style.setProperty('--share', String(count / highest));
            return cell;
          }),
        ),
      ),
    ),
  );
}

/** The training job draws the mistakes of the shipped model only. */
function worstMistakes(card: ModelCard): readonly HTMLElement[] {
  if (card.sha256 !== __SHIPPED_MODEL__) return [];
  const text = t`The most confident mistakes. Below each image: the label on the left, the prediction on the right.`;
  return [
    createElement(
      'figure',
      { class: 'chart-figure wide' },
      createElement('img', { src: '/mistakes.png', alt: text, width: '1060', height: '524', loading: 'lazy' }),
      createElement('figcaption', {}, text),
    ),
  ];
}

function lossCurve(card: ModelCard): readonly HTMLElement[] {
  const points = learningCurve(card);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return [];
  const caption = t`Loss while training, down to ${decimal(last.loss, 3)} after ${last.images.toLocaleString(currentLanguage())} images.`;
  return [lineChart(caption, points.map(({ images, loss }) => ({ x: images, y: loss })))];
}

function driftCharts(drift: Drift | undefined): readonly HTMLElement[] {
  const days = drift?.days ?? [];
  if (days.filter(({ digits }) => digits > 0).length < 2) return [];
  const bars = (value: (day: DayCounts) => number, text: (value: number) => string) =>
    days.map((day) => ({ value: value(day), title: `${dayText(day.day)}: ${text(value(day))}` }));
  const percentage = (value: number): string => `${decimal(value * 100, 1)} %`;
  const shareOf = (part: (day: DayCounts) => number) => (day: DayCounts) =>
    day.digits === 0 ? 0 : part(day) / day.digits;
  const unsure = bars(shareOf((day) => day.unsure), percentage);
  const corrected = bars(shareOf((day) => day.corrections), percentage);
  const most = (values: readonly { readonly value: number }[]): number =>
    Math.max(...values.map(({ value }) => value));
  const digits = bars(({ digits: count }) => count, (value) => countOfDigits(value));
  const dates = days.map(({ day }) => dayText(day));
  const period = t`${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`;
  return [
    barChart(t`Digits read each day, ${period}: up to ${most(digits)}.`, digits, most(digits)),
    barChart(t`Share that the model was unsure of: up to ${percentage(most(unsure))}.`, unsure, most(unsure)),
    barChart(t`Share that users corrected: up to ${percentage(most(corrected))}.`, corrected, most(corrected)),
  ];
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
