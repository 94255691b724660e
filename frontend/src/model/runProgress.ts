import type { TrainingRun } from '../api/client';
import { t } from '../texts/translation';

/** Whether a run may still change without anybody's decision. */
export function isUnderWay(run: TrainingRun): boolean {
  return ['queued', 'running', 'gate'].includes(run.state) && run.awaitsPromotion !== true;
}

/** With less progress, an estimate would vary too much. */
const MIN_PROGRESS = 0.02;

/**
 * The time left until the training of a run is complete, in milliseconds, if it continues as fast as
 * since the run was created; null if that can't be estimated yet.
 */
export function timeLeft({ createdAt, progress = 0 }: TrainingRun, now: number): number | null {
  const elapsed = now - Date.parse(createdAt);
  if (!(elapsed > 0) || progress < MIN_PROGRESS) return null;
  return (elapsed / progress) * (1 - progress);
}

/** A duration in words that do not change every second. */
export function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return t`less than a minute left`;
  return minutes < 90 ? t`about ${minutes} minutes left` : t`about ${Math.round(minutes / 60)} hours left`;
}
