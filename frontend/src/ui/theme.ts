import type { ThemeColours } from '../drawing/render';
import type { Scheme } from '../storage/settings';
import { t } from '../texts/translation';

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

const SCHEMES: readonly Scheme[] = ['auto', 'light', 'dark'];

/** The scheme after this one, and its name. */
export function nextScheme(scheme: Scheme): readonly [Scheme, string] {
  const next = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length] ?? 'auto';
  const names = {
    auto: t`Colours follow the system`,
    light: t`Light colours`,
    dark: t`Dark colours`,
  };
  return [next, names[next]];
}
