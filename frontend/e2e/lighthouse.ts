import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { type Result } from 'lighthouse';
import { CHROMIUM, LAUNCH } from './chromium';

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';
export type Scores = Readonly<Partial<Record<Category, number>>>;

const ATTEMPTS = 3;

/**
 * Lighthouse's scores for a page on a simulated phone. On a busy machine an audit may fail without a
 * score; then Lighthouse runs again.
 */
export async function lighthouseScores(url: string, requested: readonly Category[]): Promise<Scores> {
  let failed: string[] = [];
  for (let i = 0; i < ATTEMPTS; i++) {
    const { categories, audits } = await runLighthouse(url, requested);
    const lost = Object.values(audits)
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`.trim());
    if (lost.length > 0) console.log(`Lighthouse suggests: ${lost.join('; ')}`);
    const scores = requested.map((name) => [name, categories[name]?.score ?? null] as const);
    if (scores.every(([, score]) => score !== null)) {
      return Object.fromEntries(scores.map(([name, score]) => [name, Math.round((score ?? 0) * 100)]));
    }
    failed = Object.values(audits)
      .filter(({ scoreDisplayMode }) => scoreDisplayMode === 'error')
      .map(({ id, errorMessage }) => `${id}: ${errorMessage ?? ''}`);
    console.log(`Lighthouse had no score for: ${failed.join('; ')}`);
  }
  throw new Error(`Lighthouse had no score for: ${failed.join('; ')}`);
}

/** Runs Lighthouse with its own browser. */
async function runLighthouse(url: string, requested: readonly Category[]): Promise<Result> {
  const profile = mkdtempSync(join(tmpdir(), 'cirrus-lighthouse-'));
  const browser = spawn(
    CHROMIUM,
    [...LAUNCH, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    // A process group of its own, because Debian's Chromium is started by a script, which a signal would end alone.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  try {
    const port = await new Promise<number>((resolve, reject) => {
      let output = '';
      browser.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(output);
        if (found !== null) resolve(Number(found[1]));
      });
      browser.on('exit', () => reject(new Error(`Chromium did not start: ${output}`)));
    });
    const result = await lighthouse(url, {
      port,
      logLevel: 'error',
      onlyCategories: [...requested],
    });
    if (result === undefined) throw new Error('expected a result of Lighthouse but got none');
    return result.lhr;
  } finally {
    const ended = new Promise((resolve) => browser.on('exit', resolve));
    process.kill(-browser.pid!);
    await ended;
    // Chromium's other processes may still write into it; `rmSync` would not list the files again for a retry.
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
