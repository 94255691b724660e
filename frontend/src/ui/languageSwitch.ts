import type { StoredValue } from '../storage/localStore';
import { LANGUAGES, type Language, isLanguage } from '../texts/translation';
import { byId, createElement } from './dom';

/** Lets the user choose a language, which the page has after it is loaded again. */
export function listenForLanguage(stored: StoredValue<Language | null>): void {
  const choice = byId<HTMLSelectElement>('language');
  choice.append(
    ...Object.entries(LANGUAGES).map(([code, name]) =>
      createElement('option', { value: code, lang: code }, name),
    ),
  );
  choice.value = stored.get() ?? '';
  choice.addEventListener('change', () => {
    stored.set(isLanguage(choice.value) ? choice.value : null);
    location.reload();
  });
}
