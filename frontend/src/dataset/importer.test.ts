import { describe, expect, it } from 'vitest';
import { batches, parseDataset } from './importer';

const image = Array.from({ length: 784 }, (_, i) => i % 256);

describe('importing a data set', () => {
  it('reads what is downloaded, as CSV and as JSON lines', () => {
    const header = `label,${image.map((_, i) => `pixel${i}`).join(',')}`;
    const expected = [{ label: 7, image }, { label: 0, image }];
    expect(parseDataset(`${header}\n7,${image.join(',')}\n0,${image.join(',')}\n`)).toEqual(expected);
    expect(parseDataset(`7,${image.join(',')}\r\n0,${image.join(',')}`)).toEqual(expected);
    expect(parseDataset(expected.map((row) => JSON.stringify(row)).join('\n'))).toEqual(expected);
  });

  it.each([
    ['a label that is not a digit', `10,${image.join(',')}`],
    ['too few values', '7,1,2,3'],
    ['a value that is too large', `7,${image.map(() => 256).join(',')}`],
    ['text', 'hello'],
    ['a row of another shape', '{"label":7}'],
    ['damaged JSON', '{"label":7'],
  ])('rejects %s', (_, text) => {
    expect(() => parseDataset(text)).toThrow();
  });

  it('sends at most 64 digits at once', () => {
    const rows = Array.from({ length: 130 }, () => ({ label: 1, image }));
    expect(batches(rows).map(({ length }) => length)).toEqual([64, 64, 2]);
  });
});
