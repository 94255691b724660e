import type { ModelCard, TrainingRun } from '../api/client';

/** The digits that each of the two periods needs before the service reports drift. */
export const MIN_DRIFT_DIGITS = 200;

/** A model's results on one test set. */
export interface Evaluation {
  readonly name: string;
  readonly accuracy: number;
  readonly count: number;
  readonly wrong: number | null;
  readonly calibrationError: number | null;
  /** Rows: the label; columns: the prediction, the last for "not a digit". */
  readonly confusion: readonly (readonly number[])[] | null;
  /** The digits by their confidence; empty if the card does not have them. */
  readonly calibration: readonly CalibrationBin[];
}

/** The digits whose confidence is in one range. */
export interface CalibrationBin {
  readonly count: number;
  /** Their mean confidence. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** A point of the learning curve. */
export interface CurvePoint {
  readonly images: number;
  readonly loss: number;
}

/** One set's figures for the candidate of a run and the current model. */
export interface Comparison {
  readonly set: string;
  readonly digits: number;
  readonly candidate: Figures;
  readonly current: Figures;
}

export interface Figures {
  readonly accuracy: number;
  readonly calibrationError: number | null;
}

/** A comparison of how the candidate of a run and the current model classify recorded predictions. */
export interface Shadow {
  readonly digits: number;
  readonly agreed: number;
  readonly corrected: number;
  readonly candidateRight: number;
  readonly currentRight: number;
}

type Json = Readonly<Record<string, unknown>>;

/** The evaluations in a model card, in its order; none if the card has no results. */
export function evaluations(card: ModelCard): readonly Evaluation[] {
  return Object.entries(objectOf((card as Json)['results'])).flatMap(([name, value]) => {
    const result = objectOf(value);
    const accuracy = numberOf(result['accuracy']);
    const count = numberOf(result['count']);
    if (accuracy === null || count === null) return [];
    return [
      {
        name,
        accuracy,
        count,
        wrong: numberOf(result['wrong']),
        calibrationError: numberOf(result['expectedCalibrationError']),
        confusion: confusionOf(result['confusion']),
        calibration: arrayOf(result['calibration']).flatMap(binOf),
      },
    ];
  });
}

/** The number of labelled digits that the training job learned from. */
export function labelledDigits(card: ModelCard): number {
  return numberOf(objectOf((card as Json)['data'])['corrections']) ?? 0;
}

/** The learning curve of the training; empty if the model was trained elsewhere. */
export function learningCurve(card: ModelCard): readonly CurvePoint[] {
  const { curve } = objectOf((card as Json)['training']);
  return arrayOf(curve).flatMap((point) => {
    const images = numberOf(objectOf(point)['images']);
    const loss = numberOf(objectOf(point)['loss']);
    return images === null || loss === null ? [] : [{ images, loss }];
  });
}

/** The gate's comparison of the candidate with the current model, set by set. */
export function comparisons(run: TrainingRun): readonly Comparison[] {
  const gate = objectOf(run.gate);
  return Object.entries(objectOf(gate['sets'])).flatMap(([set, value]) => {
    const result = objectOf(value);
    const candidate = figuresOf(result['candidate']);
    const current = figuresOf(result['current']);
    const digits = numberOf(result['digits']);
    return candidate === null || current === null || digits === null
      ? []
      : [{ set, digits, candidate, current }];
  });
}

export function shadowOf(run: TrainingRun): Shadow | null {
  const shadow = objectOf(run.shadow);
  const corrected = objectOf(shadow['corrected']);
  const digits = numberOf(shadow['digits']);
  const agreed = numberOf(shadow['agreed']);
  if (digits === null || agreed === null) return null;
  return {
    digits,
    agreed,
    corrected: numberOf(corrected['digits']) ?? 0,
    candidateRight: numberOf(corrected['candidateRight']) ?? 0,
    currentRight: numberOf(corrected['currentRight']) ?? 0,
  };
}

function figuresOf(value: unknown): Figures | null {
  const accuracy = numberOf(objectOf(value)['accuracy']);
  const calibrationError = numberOf(objectOf(value)['calibrationError']);
  return accuracy === null ? null : { accuracy, calibrationError };
}

function binOf(value: unknown): readonly CalibrationBin[] {
  const count = numberOf(objectOf(value)['count']);
  const confidence = numberOf(objectOf(value)['confidence']);
  const accuracy = numberOf(objectOf(value)['accuracy']);
  return count === null || confidence === null || accuracy === null ? [] : [{ count, confidence, accuracy }];
}

function confusionOf(value: unknown): readonly (readonly number[])[] | null {
  const rows = arrayOf(value).map((row) => arrayOf(row).flatMap((count) => numberOf(count) ?? []));
  return rows.length === 10 && rows.every(({ length }) => length >= 10) ? rows : null;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
