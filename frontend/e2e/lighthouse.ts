import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { type Result } from 'lighthouse';
import { CHROMIUM, LAUNCH } from './chromium';

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';
export type Scores = Readonly<Partial<Record<Category, number>>>;

const TRIES = 3;

/**
 * Lighthouse's figures for a page, on a phone as it simulates one. On a busy machine it may be unable
 * to say one, which is no figure of the page's: then it is asked again.
 */
export async function lighthouseScores(url: string, asked: readonly Category[]): Promise<Scores> {
  let failed: string[] = [];
  for (let i = 0; i < TRIES; i++) {
    const { categories, audits } = await judged(url, asked);
    const lost = Object.values(audits)
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`.trim());
    if (lost.length > 0) console.log(`Lighthouse would improve: ${lost.join('; ')}`);
    const scores = asked.map((name) => [name, categories[name]?.score ?? null] as const);
    if (scores.every(([, score]) => score !== null)) {
      return Object.fromEntries(scores.map(([name, score]) => [name, Math.round((score ?? 0) * 100)]));
    }
    failed = Object.values(audits)
      .filter(({ scoreDisplayMode }) => scoreDisplayMode === 'error')
      .map(({ id, errorMessage }) => `${id}: ${errorMessage ?? ''}`);
    console.log(`Lighthouse could not say: ${failed.join('; ')}`);
  }
  throw new Error(`Lighthouse could not say: ${failed.join('; ')}`);
}

/** What Lighthouse says, with a browser of its own. */
async function judged(url: string, asked: readonly Category[]): Promise<Result> {
  const profile = mkdtempSync(join(tmpdir(), 'cirrus-lighthouse-'));
  const browser = spawn(
    CHROMIUM,
    [...LAUNCH, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const port = await new Promise<number>((resolve, reject) => {
      let said = '';
      browser.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said);
        if (found !== null) resolve(Number(found[1]));
      });
      browser.on('exit', () => reject(new Error(`Chromium did not start: ${said}`)));
    });
    const result = await lighthouse(url, {
      port,
      logLevel: 'error',
      onlyCategories: [...asked],
    });
    if (result === undefined) throw new Error('Lighthouse gave no result');
    return result.lhr;
  } finally {
    const ended = new Promise((resolve) => browser.on('exit', resolve));
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
