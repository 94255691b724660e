const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/**
 * How long to wait before trying again: twice as long each time, half of it left to chance so that
 * many pages do not come back at once, and never less than the server asked for.
 */
export function backoff(attempt: number, retryAfterMs: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.max(retryAfterMs, longest * (0.5 + chance / 2));
}
