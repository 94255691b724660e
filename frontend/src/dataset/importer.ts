import { t } from '../texts/translation';
import type { Row } from './pngArchive';
import { parseRows } from './pngArchive';

/** The largest number of digits in one request. */
const BATCH = 64;

/** Says which part of a data set can't be imported, as the user reads it. */
export class DatasetError extends Error {}

/** Parses a data set as it is downloaded, CSV or JSON lines. Throws if it is neither. */
export function parseDataset(text: string): readonly Row[] {
  const rows = text.trimStart().startsWith('{') ? parseRows(text) : parseCsv(text);
  for (const [i, { label, image }] of rows.entries()) {
    const isDigit = Number.isInteger(label) && label >= 0 && label <= 9;
    const isImage =
      Array.isArray(image) && image.length === 784 && image.every((value) => value >= 0 && value <= 255);
    if (!isDigit || !isImage) {
      throw new DatasetError(t`row ${i + 1} is not a label from 0 to 9 with 784 values from 0 to 255`);
    }
  }
  return rows;
}

/** Divides rows into requests. */
export function batches(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, i) =>
    rows.slice(i * BATCH, (i + 1) * BATCH),
  );
}

function parseCsv(text: string): readonly Row[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const first = lines[0]?.startsWith('label') === true ? 1 : 0;
  return lines.slice(first).map((line) => {
    const [label = NaN, ...image] = line.split(',').map(Number);
    return { label, image };
  });
}
