import { type Labels, isLabels } from '../drawing/labels';
import {
  isArrayOf,
  isBoolean,
  isInteger,
  isNullOr,
  isObject,
  isOneOf,
  isString,
} from '../storage/schema';
import type { FinalReason } from './liveReader';

/** A final reading in this browser's storage. */
export interface StoredReading {
  readonly fingerprint: string;
  readonly drawingId: string;
  /** The record's id; null if the reading was not recorded. */
  readonly id: string | null;
  /** The id under which the service may still have recorded it. */
  readonly pendingId: string | null;
  readonly reason: FinalReason;
  readonly digits: readonly number[];
  readonly labels: Labels | null;
  /** The line of each digit. */
  readonly lines: readonly number[];
  /** Whether it is in the list of recent readings. */
  readonly isRecent: boolean;
}

const MAX_READINGS = 200;

export const isStoredReadings = isArrayOf(
  isObject<StoredReading>({
    fingerprint: isString,
    drawingId: isString,
    id: isNullOr(isString),
    pendingId: isNullOr(isString),
    reason: isOneOf('pause', 'request'),
    digits: isArrayOf(isInteger(0, 9)),
    labels: isNullOr(isLabels),
    lines: isArrayOf(isInteger(0, Number.MAX_SAFE_INTEGER)),
    isRecent: isBoolean,
  }),
);

/** The id for corrections and deletions, which the service accepts before the record is stored. */
export function recordIdOf(reading: StoredReading | null): string | null {
  return reading?.id ?? reading?.pendingId ?? null;
}

/**
 * Adds a final reading, or updates it. When a drawing continues after a pause, its earlier readings
 * are superseded unless the user requested or corrected them; their records are then to be deleted
 * as soon as the new one exists.
 */
export function addReading(
  readings: readonly StoredReading[],
  reading: StoredReading,
): { readings: readonly StoredReading[]; superseded: readonly string[] } {
  const known = findReading(readings, reading.fingerprint);
  const at = known === null ? readings.length : readings.indexOf(known);
  const added: StoredReading = {
    ...(known ?? reading),
    id: known?.id ?? reading.id,
    pendingId: reading.pendingId ?? known?.pendingId ?? null,
    reason: known?.reason === 'request' ? 'request' : reading.reason,
    isRecent: reading.isRecent,
  };
  const earlier = readings.slice(0, at);
  const isSuperseded = (other: StoredReading): boolean =>
    other.drawingId === added.drawingId &&
    other.reason === 'pause' &&
    other.labels === null &&
    (added.id !== null || recordIdOf(other) === null);
  return {
    readings: [
      ...earlier.filter((other) => !isSuperseded(other)),
      added,
      ...readings.slice(at + 1),
    ].slice(-MAX_READINGS),
    superseded: earlier.filter(isSuperseded).flatMap((other) => recordIdOf(other) ?? []),
  };
}

export function findReading(
  readings: readonly StoredReading[],
  fingerprint: string,
): StoredReading | null {
  return readings.find((reading) => reading.fingerprint === fingerprint) ?? null;
}

export function withLabels(
  readings: readonly StoredReading[],
  fingerprint: string,
  labels: Labels | null,
): readonly StoredReading[] {
  return readings.map((reading) =>
    reading.fingerprint === fingerprint ? { ...reading, labels } : reading,
  );
}

export function withoutReading(
  readings: readonly StoredReading[],
  fingerprint: string,
): readonly StoredReading[] {
  return readings.filter((reading) => reading.fingerprint !== fingerprint);
}

/** Empties the list of recent readings. */
export function withoutRecent(readings: readonly StoredReading[]): readonly StoredReading[] {
  return readings.map((reading) => ({ ...reading, isRecent: false }));
}
