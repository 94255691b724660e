import type { Schema } from '../storage/schema';

/** The languages of the page; the texts in the source and in index.html are English. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;

export type Language = keyof typeof LANGUAGES;

/** The translation of each English text. `{0}` and so on are the values of a template, in order. */
export type Translations = Readonly<Record<string, string>>;

const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'data-empty'] as const;

let translations: Translations = {};
let serviceMessages: readonly string[] = [];
let current: Language = 'en';

export const isLanguage: Schema<Language> = (value): value is Language =>
  typeof value === 'string' && Object.hasOwn(LANGUAGES, value);

/** The first of the user's languages that the page has. */
export function preferredLanguage(languages: readonly string[]): Language {
  return languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

export function currentLanguage(): Language {
  return current;
}

/** @param messages the sentences of the service that the texts translate */
export function useTranslations(
  language: Language,
  texts: Translations,
  messages: readonly string[] = [],
): void {
  current = language;
  translations = texts;
  serviceMessages = messages;
}

/** Loads a language. If that fails, the page stays English. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en') return;
  const load = {
    de: () => import('./de'),
    fr: () => import('./fr'),
    es: () => import('./es'),
  };
  try {
    const [texts, { SERVICE_MESSAGES }] = await Promise.all([load[language](), import('./serviceMessages')]);
    useTranslations(language, texts.default, SERVICE_MESSAGES);
  } catch {
    useTranslations('en', {});
  }
}

/** Translates a text: t`Digit ${1}` has the translation of "Digit {0}", with its value. */
export function t(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return filled(translate(keyOf(parts)), values);
}

function filled(text: string, values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

/** Translates a text that is not a template in the source. */
export function translate(text: string): string {
  return translations[text] ?? text;
}

/** Translates a sentence of the service, which is English. */
export function translateMessage(message: string): string {
  for (const template of serviceMessages) {
    const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\d\}/g, '(.+)');
    const values = new RegExp(`^${pattern}$`).exec(message)?.slice(1);
    if (values !== undefined) return filled(translate(template), values);
  }
  return message;
}

/** A number with so many decimal places, as the language writes it. */
export function decimal(value: number, places: number): string {
  return value.toLocaleString(current, { minimumFractionDigits: places, maximumFractionDigits: places });
}

export function countOfDigits(count: number): string {
  return count === 1 ? t`1 digit` : t`${count.toLocaleString(current)} digits`;
}

export function keyOf(parts: readonly string[]): string {
  return parts.reduce((key, part, i) => `${key}{${i - 1}}${part}`);
}

/** Translates the texts of the document. */
export function translateDocument(root: Document): void {
  root.documentElement.lang = current;
  if (current === 'en') return;
  root.title = translate(root.title);
  const nodes = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
    const text = node.nodeValue ?? '';
    const key = text.trim();
    if (key !== '') node.nodeValue = text.replace(key, () => translate(key));
  }
  for (const name of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, translate(element.getAttribute(name) ?? ''));
    }
  }
}
