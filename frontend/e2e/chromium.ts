import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the system: Playwright's own can't be had everywhere. */
export const CHROMIUM = process.env['CHROMIUM'] ?? places.find(existsSync) ?? '/usr/bin/chromium';

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
