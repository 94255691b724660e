const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/**
 * Returns how long to wait before a retry: exponential backoff, half of it random so that many pages
 * do not retry at once, and never less than the server asked for.
 */
export function backoff(attempt: number, retryAfterMs: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.max(retryAfterMs, longest * (0.5 + random / 2));
}
