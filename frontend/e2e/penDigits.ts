import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface PenDigit {
  readonly label: number;
  readonly writer: string;
  readonly strokes: readonly (readonly (readonly [number, number])[])[];
}

const FOLDER = process.env['CIRRUS_PEN_STROKES'] ?? '../../shared/data/pen-strokes';

export const DATA_MISSING = !existsSync(`${FOLDER}/unipen-1a.jsonl.gz`);

/** Digits of the writers that are held out from training, split as WriterSplit does it. */
export function heldOutPenDigits(): readonly PenDigit[] {
  const digits = read('unipen-1a.jsonl.gz');
  const writers = new Set([...digits, ...read('unipen-letters.jsonl.gz')].map(({ writer }) => writer));
  const byOrganisation = new Map<string, string[]>();
  for (const writer of writers) {
    const organisation = writer.slice(0, writer.indexOf('/'));
    byOrganisation.set(organisation, [...(byOrganisation.get(organisation) ?? []), writer]);
  }
  const heldOut = new Set(
    [...byOrganisation.values()].flatMap((names) =>
      names
        .sort((a, b) => (sha256(a) < sha256(b) ? -1 : 1))
        .slice(0, Math.max(1, Math.round(names.length / 5))),
    ),
  );
  return digits.filter(({ writer }) => heldOut.has(writer));
}

function read(file: string): readonly PenDigit[] {
  return gunzipSync(readFileSync(`${FOLDER}/${file}`))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PenDigit);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
