import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FINDER = fileURLToPath(new URL('./browser.sh', import.meta.url));

/** The system's Chromium, because Playwright's builds are not available on all platforms. */
export const CHROMIUM = execFileSync(FINDER, { encoding: 'utf8' }).trim();

export const LAUNCH = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;
