import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import de from './de';
import es from './es';
import fr from './fr';
import { keyOf, preferredLanguage, t, useTranslations } from './translation';

const SOURCE = new URL('..', import.meta.url);
const HTML = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const CATALOGUES = { de, fr, es };

/** The keys of all t`…` in the source, and the names that are translated by `translate`. */
function keysInSource(): ReadonlySet<string> {
  const keys = new Set<string>();
  const names = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((each) => /(?<!\.test|\.d)\.ts$/.test(each))) {
    const text = readFileSync(new URL(name, SOURCE), 'utf8');
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't') {
        const { template } = node;
        keys.add(
          ts.isNoSubstitutionTemplateLiteral(template)
            ? template.text
            : keyOf([template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]),
        );
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
  return keys;
}

/** The parts of a digit that the explanation of a reading names. */
const PARTS = /^(centre|(top|middle|bottom) (left|centre|right))$/;

const placeholders = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();

describe.each(Object.entries(CATALOGUES))('the texts in %s', (_, texts) => {
  const keys = keysInSource();

  it('are complete', () => {
    expect([...keys].filter((key) => texts[key] === undefined)).toEqual([]);
  });

  it('have the values of the English text', () => {
    const different = Object.entries(texts).filter(
      ([key, text]) => placeholders(key).join() !== placeholders(text).join(),
    );
    expect(different).toEqual([]);
  });

  it('contain nothing that the page does not show', () => {
    const unused = Object.keys(texts).filter(
      (key) => !keys.has(key) && !HTML.includes(key) && !PARTS.test(key),
    );
    expect(unused).toEqual([]);
  });
});

describe('a text', () => {
  afterEach(() => useTranslations('en', {}));

  it('is English unless there is a translation', () => {
    expect(t`Digit ${1} of ${2}: ${3}.`).toBe('Digit 1 of 2: 3.');
    useTranslations('de', de);
    expect(t`Digit ${1} of ${2}: ${3}.`).toBe('Ziffer 1 von 2: 3.');
    expect(t`No translation of ${'this'}`).toBe('No translation of this');
  });

  it('is in the first language of the user that the page has', () => {
    expect(preferredLanguage(['pt-BR', 'es-MX', 'en'])).toBe('es');
    expect(preferredLanguage(['FR'])).toBe('fr');
    expect(preferredLanguage(['ja', 'toString'])).toBe('en');
  });
});
