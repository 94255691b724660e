import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { FullResult, Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { FIGURE, type Figure } from './figures';

const DOCUMENT = new URL('../../../docs/benchmarks.md', import.meta.url);
const SECTION = /(<!-- page -->\n).*(<!-- end of page -->)/s;

/** Prints the figures as a table, and with CIRRUS_BENCH_WRITE puts it into docs/benchmarks.md. */
export default class TableReporter implements Reporter {
  readonly #figures: Figure[] = [];
  readonly #failures: string[] = [];
  readonly #load = loadavg()[0] ?? 0;
  readonly #start = Date.now();

  onError({ message }: TestError): void {
    this.#failures.push(message ?? 'an error without a message');
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const figures = result.annotations.filter(({ type }) => type === FIGURE);
    this.#figures.push(...figures.map(({ description }) => JSON.parse(description ?? '{}') as Figure));
    const [error] = result.errors;
    if (error !== undefined) this.#failures.push(`${test.title}: ${error.message ?? ''}`);
  }

  onEnd({ status }: FullResult): void {
    const table = [
      '| what | target | measured |',
      '|---|---|---|',
      ...this.#figures.map(({ what, target, measured }) => `| ${what} | ${target} | ${measured} |`),
    ].join('\n');
    const seconds = Math.round((Date.now() - this.#start) / 1000);
    const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
    const [processor] = cpus();
    const circumstances = `${day}, ${cpus().length} processors (${processor?.model.trim() ?? 'unknown'}), load average ${this.#load.toFixed(1)} at the start, ${seconds} s`;
    console.log(`${this.#failures.join('\n')}\n${circumstances}\n\n${table}`);
    if (status !== 'passed' || process.env['CIRRUS_BENCH_WRITE'] === undefined) return;
    const document = readFileSync(DOCUMENT, 'utf8');
    if (!SECTION.test(document)) throw new Error('docs/benchmarks.md has no section for the page');
    writeFileSync(DOCUMENT, document.replace(SECTION, `$1${circumstances}:\n\n${table}\n$2`));
  }
}
