import { describe, expect, it } from 'vitest';
import { exams } from './card';

const card = { version: '1.0.0', sha256: '0'.repeat(64) };

describe('a model card', () => {
  it('tells of its exams in their order, and of nothing that is none', () => {
    const results = {
      onnxAgreesWithin: 4e-7,
      'MNIST test': { accuracy: 0.9969, count: 10_000, wrong: 31 },
      'pen, free': { accuracy: 0.99, count: 8679 },
      grid: { worstCell: 0.7 },
    };
    expect(exams({ ...card, results })).toEqual([
      { name: 'MNIST test', accuracy: 0.9969, count: 10_000 },
      { name: 'pen, free', accuracy: 0.99, count: 8679 },
    ]);
  });

  it('may tell of none', () => {
    expect(exams(card)).toEqual([]);
    expect(exams({ ...card, results: null })).toEqual([]);
  });
});
