import type { Finality } from './reader';

/** A final reading, as this browser remembers it. */
export interface Remembered {
  readonly marks: string;
  readonly sheet: string;
  /** The record's id; null where nothing was kept. */
  readonly id: string | null;
  /** The id under which it may yet be recorded. */
  readonly sent: string | null;
  readonly how: Finality;
  readonly digits: readonly number[];
  readonly labels: readonly number[] | null;
  /** Whether it stands in the row of readings so far. */
  readonly inRow: boolean;
}

const REMEMBERED = 200;

/** Where corrections and deletions go: an id that may yet be recorded is as good as one that is. */
export function recordOf(reading: Remembered | null): string | null {
  return reading?.id ?? reading?.sent ?? null;
}

/**
 * Adds a final reading, or what became of it. A drawing that went on after the pen had rested is
 * still one drawing: its earlier reading, unless asked for or corrected, gives way, and its record,
 * once there is a later one, is to be forgotten.
 */
export function remember(
  memory: readonly Remembered[],
  reading: Remembered,
): { memory: readonly Remembered[]; giveWay: readonly string[] } {
  const known = recall(memory, reading.marks);
  const at = known === null ? memory.length : memory.indexOf(known);
  const now: Remembered = {
    ...(known ?? reading),
    id: known?.id ?? reading.id,
    sent: reading.sent ?? known?.sent ?? null,
    how: known?.how === 'asked' ? 'asked' : reading.how,
    inRow: reading.inRow,
  };
  const earlier = memory.slice(0, at);
  const goes = (other: Remembered): boolean =>
    other.sheet === now.sheet &&
    other.how === 'rest' &&
    other.labels === null &&
    (now.id !== null || recordOf(other) === null);
  return {
    memory: [...earlier.filter((other) => !goes(other)), now, ...memory.slice(at + 1)].slice(-REMEMBERED),
    giveWay: earlier.filter(goes).flatMap((other) => recordOf(other) ?? []),
  };
}

export function recall(memory: readonly Remembered[], marks: string): Remembered | null {
  return memory.find((reading) => reading.marks === marks) ?? null;
}

/** The labels after one digit was set right; the others stay as labelled or, else, as read. */
export function relabelled(reading: Remembered, at: number, digit: number): readonly number[] {
  return reading.digits.map((read, i) => (i === at ? digit : (reading.labels?.[i] ?? read)));
}

export function withLabels(
  memory: readonly Remembered[],
  marks: string,
  labels: readonly number[],
): readonly Remembered[] {
  return memory.map((reading) => (reading.marks === marks ? { ...reading, labels } : reading));
}

export function forgotten(memory: readonly Remembered[], marks: string): readonly Remembered[] {
  return memory.filter((reading) => reading.marks !== marks);
}

export function rowCleared(memory: readonly Remembered[]): readonly Remembered[] {
  return memory.map((reading) => ({ ...reading, inRow: false }));
}

export function isMemory(value: unknown): value is readonly Remembered[] {
  return (
    Array.isArray(value) &&
    value.every((entry: Partial<Remembered> | null) => {
      return (
        typeof entry?.marks === 'string' &&
        typeof entry.sheet === 'string' &&
        (entry.id === null || typeof entry.id === 'string') &&
        Array.isArray(entry.digits)
      );
    })
  );
}
