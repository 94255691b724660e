import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM, LAUNCH } from './e2e/chromium';

/** The tests use the system at CIRRUS_URL, or start one. */
const PORT = 18_480;
const given = process.env['CIRRUS_URL'];
// Workers evaluate this file too and inherit the environment.
const data = (process.env['CIRRUS_E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'cirrus-e2e-')));
const started = {
  command: `./cirrus up --port ${PORT} --data ${join(data, 'data')}`,
  cwd: '..',
  url: `http://127.0.0.1:${PORT}/health`,
  timeout: 300_000,
  // Processes that a script starts in the background ignore SIGINT.
  gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
} as const;

const launch = (...more: string[]) => ({ executablePath: CHROMIUM, args: [...LAUNCH, ...more], timeout: 60_000 });

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // Long, because the other tests run at the same time.
  timeout: 300_000,
  // On a busy machine without anybody to look; ./cirrus test lists the tests that only passed then.
  retries: process.env['CI'] === undefined ? 0 : 1,
  expect: { timeout: 60_000 },
  outputDir: 'target/e2e',
  reporter: [['list'], ['junit', { outputFile: 'target/junit-e2e.xml' }]],
  use: {
    baseURL: given ?? `http://127.0.0.1:${PORT}`,
    viewport: { width: 1280, height: 720 },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'off',
    // Tests can't intercept the requests of a service worker; those of offline use allow it.
    serviceWorkers: 'block',
    launchOptions: launch(),
  },
  ...(given === undefined ? { webServer: started } : {}),
  projects: [
    {
      name: 'page',
      testIgnore: ['**/bench/**', '**/screenshots/**'],
      use: {
        // Most tests are short: TurboFan would take longer to compile their code than it saves.
        launchOptions: launch('--js-flags=--no-opt'),
        // Animations take a third of the processor time of opening the page.
        contextOptions: { reducedMotion: 'reduce' },
      },
    },
    { name: 'bench', testMatch: '**/bench/*.bench.ts' },
    { name: 'screenshots', testMatch: '**/screenshots/*.ts' },
  ],
});
