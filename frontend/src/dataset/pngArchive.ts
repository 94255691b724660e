import { greyPng } from './png';
import { type ZipEntry, zip } from './zip';

/** A labelled digit: one line of the data set in JSON lines. */
export interface Row {
  readonly label: number;
  readonly image: readonly number[];
}

export function parseRows(jsonLines: string): readonly Row[] {
  return jsonLines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** A ZIP with one PNG for each row, in a folder for each digit, as image trainers expect it. */
export async function pngs(
  rows: readonly Row[],
  deflate: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const counts = new Map<number, number>();
  const entries: ZipEntry[] = [];
  for (const { label, image } of rows) {
    const number = (counts.get(label) ?? 0) + 1;
    counts.set(label, number);
    const name = `digits/${label}/${String(number).padStart(5, '0')}.png`;
    entries.push({ name, bytes: await greyPng(Uint8Array.from(image), 28, 28, deflate) });
  }
  return zip(entries);
}
