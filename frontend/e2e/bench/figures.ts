import type { TestInfo } from '@playwright/test';

/** A row of the table of results. */
export interface Figure {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
}

export const FIGURE = 'figure';

/** Adds a row to the table that the benchmark prints at its end. */
export function report(test: TestInfo, what: string, target: string, measured: string): void {
  const figure: Figure = { what, target, measured };
  test.annotations.push({ type: FIGURE, description: JSON.stringify(figure) });
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median and the 95th percentile in words. */
export function spread(times: readonly number[]): string {
  return `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
}
