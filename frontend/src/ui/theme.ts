import type { ThemeColours } from '../drawing/render';
import type { Scheme } from '../storage/settings';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

const THEME_COLOURS: Readonly<Record<'light' | 'dark', ThemeColours>> = {
  light: { ink: '#17203a', paper: '#ffffff' },
  dark: { ink: '#f1f4ff', paper: '#0e152b' },
};

/** The ink and paper of a colour scheme. */
export function themeColours(scheme: Scheme): ThemeColours {
  return THEME_COLOURS[scheme === 'auto' ? (systemDark.matches ? 'dark' : 'light') : scheme];
}

export function applyScheme(scheme: Scheme): void {
  if (scheme === 'auto') delete document.documentElement.dataset['scheme'];
  else document.documentElement.dataset['scheme'] = scheme;
}

export function onSystemSchemeChange(listener: () => void): void {
  systemDark.addEventListener('change', listener);
}

const SCHEMES: readonly (readonly [Scheme, string])[] = [
  ['auto', 'Colours follow the system'],
  ['light', 'Light colours'],
  ['dark', 'Dark colours'],
];

/** The scheme after this one, and its name. */
export function nextScheme(scheme: Scheme): readonly [Scheme, string] {
  const index = SCHEMES.findIndex(([each]) => each === scheme);
  return SCHEMES[(index + 1) % SCHEMES.length] ?? ['auto', ''];
}
