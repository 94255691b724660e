import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { CHROMIUM, LAUNCH } from './chromium';

export type Scores = Readonly<
  Record<'performance' | 'accessibility' | 'best-practices' | 'seo', number>
>;

/** Lighthouse's four figures for a page, on a phone as it simulates one, in a browser of its own. */
export async function lighthouseScores(url: string): Promise<Scores> {
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
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
    });
    if (result === undefined) throw new Error('Lighthouse gave no result');
    const { categories, audits } = result.lhr;
    const lost = Object.values(audits)
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`.trim());
    if (lost.length > 0) console.log(`Lighthouse would improve: ${lost.join('; ')}`);
    const of = (name: keyof Scores): number => Math.round((categories[name]?.score ?? 0) * 100);
    return {
      performance: of('performance'),
      accessibility: of('accessibility'),
      'best-practices': of('best-practices'),
      seo: of('seo'),
    };
  } finally {
    const ended = new Promise((resolve) => browser.on('exit', resolve));
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
