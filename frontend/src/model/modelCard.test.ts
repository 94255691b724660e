import { describe, expect, it } from 'vitest';
import { evaluations } from './modelCard';

const card = { version: '1.0.0', sha256: '0'.repeat(64) };

describe('a model card', () => {
  it('lists its evaluations in order and ignores other results', () => {
    const results = {
      onnxAgreesWithin: 4e-7,
      'MNIST test': { accuracy: 0.9969, count: 10_000, wrong: 31 },
      'pen, free': { accuracy: 0.99, count: 8679 },
      grid: { worstCell: 0.7 },
    };
    expect(evaluations({ ...card, results })).toEqual([
      { name: 'MNIST test', accuracy: 0.9969, count: 10_000 },
      { name: 'pen, free', accuracy: 0.99, count: 8679 },
    ]);
  });

  it('may have no results', () => {
    expect(evaluations(card)).toEqual([]);
    expect(evaluations({ ...card, results: null })).toEqual([]);
  });
});
