import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TrainingRun } from '../api/client';
import { MIN_DRIFT_DIGITS, comparisons, evaluations, learningCurve, shadowOf } from './modelCard';

const card = { version: '1.0.0', sha256: '0'.repeat(64) };
const run: TrainingRun = { id: 'r', state: 'gate', trigger: 'hand', createdAt: '', updatedAt: '' };

describe('drift', () => {
  it('needs as many digits as in the service and its description', () => {
    const report = readFileSync('../functions/ledger/src/main/java/dev/cirrus/ledger/DriftReport.java', 'utf8');
    expect(/MIN_DIGITS = (\d+);/.exec(report)?.[1]).toBe(String(MIN_DRIFT_DIGITS));
    const described = readFileSync('../api/openapi.yaml', 'utf8').matchAll(/with fewer than (\d+) nothing is reported as shifted/g);
    expect([...described].map(([, digits]) => Number(digits))).toEqual([MIN_DRIFT_DIGITS, MIN_DRIFT_DIGITS]);
  });
});

describe('a model card', () => {
  it('lists its evaluations in order and ignores other results', () => {
    const confusion = Array.from({ length: 10 }, (_, i) =>
      Array.from({ length: 11 }, (__, j) => (i === j ? 9 : 0)),
    );
    const bin = { count: 12, confidence: 0.9, accuracy: 0.75 };
    const calibration = [bin, { count: 'many' }];
    const results = {
      onnxAgreesWithin: 4e-7,
      'MNIST test': { accuracy: 0.9969, count: 10_000, wrong: 31, expectedCalibrationError: 0.001, calibration, confusion },
      'pen, free': { accuracy: 0.99, count: 8679, confusion: [[1]] },
      grid: { worstCell: 0.7 },
    };
    expect(evaluations({ ...card, results })).toEqual([
      { name: 'MNIST test', accuracy: 0.9969, count: 10_000, wrong: 31, calibrationError: 0.001, confusion, calibration: [bin] },
      { name: 'pen, free', accuracy: 0.99, count: 8679, wrong: null, calibrationError: null, confusion: null, calibration: [] },
    ]);
  });

  it('may have no results and no learning curve', () => {
    expect(evaluations(card)).toEqual([]);
    expect(evaluations({ ...card, results: null })).toEqual([]);
    expect(learningCurve(card)).toEqual([]);
  });

  it('has a learning curve if the training job made the model', () => {
    const training = { curve: [{ images: 1000, loss: 0.5, accuracy: {} }, { images: 'many' }] };
    expect(learningCurve({ ...card, training })).toEqual([{ images: 1000, loss: 0.5 }]);
  });
});

describe('a training run', () => {
  it('compares the candidate with the current model', () => {
    const figures = (accuracy: number) => ({ accuracy, calibrationError: 0.01, accuracyOfDigits: [] });
    const sets = {
      'MNIST test': { digits: 10_000, candidate: figures(0.98), current: figures(0.97), shipped: figures(0.97) },
      strings: { pictures: 120, digits: 481, candidate: { accuracy: 0.9 }, current: { accuracy: 0.95 } },
    };
    expect(comparisons({ ...run, gate: { sets } })).toEqual([
      {
        set: 'MNIST test',
        digits: 10_000,
        candidate: { accuracy: 0.98, calibrationError: 0.01 },
        current: { accuracy: 0.97, calibrationError: 0.01 },
      },
      {
        set: 'strings',
        digits: 481,
        candidate: { accuracy: 0.9, calibrationError: null },
        current: { accuracy: 0.95, calibrationError: null },
      },
    ]);
    expect(comparisons(run)).toEqual([]);
  });

  it('tells how both classify recorded predictions', () => {
    const corrected = { digits: 20, candidateRight: 19, currentRight: 11 };
    expect(shadowOf({ ...run, shadow: { digits: 500, agreed: 480, confusions: [], corrected } })).toEqual({
      digits: 500,
      agreed: 480,
      corrected: 20,
      candidateRight: 19,
      currentRight: 11,
    });
    expect(shadowOf(run)).toBeNull();
  });
});
