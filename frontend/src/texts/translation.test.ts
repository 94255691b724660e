import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import de from './de';
import es from './es';
import fr from './fr';
import { SERVICE_MESSAGES } from './serviceMessages';
import { keyOf, preferredLanguage, t, translateMessage, useTranslations } from './translation';

const SOURCE = new URL('..', import.meta.url);
const HTML = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const CATALOGUES = { de, fr, es };

function sourceFiles(ending: RegExp): readonly string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name));
}

/** Calls the visitor with every node of the page's TypeScript, until it returns false for a parent. */
function visitSource(visitor: (node: ts.Node, file: string) => boolean): void {
  for (const name of sourceFiles(/(?<!\.test|\.d)\.ts$/)) {
    const text = readFileSync(new URL(name, SOURCE), 'utf8');
    const visit = (node: ts.Node): void => {
      if (visitor(node, name)) ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
}

function isTranslated(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && node.tag.getText() === 't';
}

function partsOf(template: ts.TemplateLiteral): readonly string[] {
  return ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
}

/** The keys of all t`…` in the source. */
function keysInSource(): ReadonlySet<string> {
  const keys = new Set<string>();
  visitSource((node) => {
    if (isTranslated(node)) keys.add(keyOf(partsOf(node.template)));
    return true;
  });
  return keys;
}

/** The texts of index.html, and its attributes that users see or hear. */
function textsInHtml(): readonly string[] {
  const html = HTML.replaceAll(/<(script|svg|kbd)\b.*?<\/\1>|<!--.*?-->/gs, '<>');
  const attributes = [...html.matchAll(/ (?:aria-label|title|placeholder|alt|data-empty)="([^"]*)"/g)];
  return [...html.matchAll(/>([^<]+)/g), ...attributes]
    .map(([, text = '']) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text));
}

/** Whether an expression is a child of an element, its text, or announced. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (ts.isBinaryExpression(parent)) return parent.left.getText().endsWith('.textContent');
  if (!ts.isCallExpression(parent)) return false;
  const name = parent.expression.getText();
  const isTag = name === 'createElement' && parent.arguments[0] === node;
  return /^(createElement|announce|notify)$/.test(name) && !isTag;
}

/** Literals in the source that look like something to read, and are not translated. */
function untranslatedTexts(): readonly string[] {
  const found: string[] = [];
  visitSource((node, file) => {
    // Catalogues; messages of errors, which the page translates if it shows them; types and names.
    if (/^(texts|testing)\//.test(file) || ts.isThrowStatement(node) || ts.isNewExpression(node)) return false;
    if (ts.isSourceFile(node)) return true;
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return false;
    if (isTranslated(node.parent)) return true;
    const parts =
      ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)
        ? partsOf(node)
        : ts.isStringLiteral(node)
          ? [node.text]
          : [];
    const text = parts.join('{}');
    const isSentence = /^\p{Lu}\p{Ll}+[:,]? .*\p{L}{2}|\p{L}{2,}[.!?…]$/u.test(text) && !/^\.|[/#<]/.test(text);
    if (isSentence || (isShown(node) && /\p{L}{2}/u.test(text))) found.push(`${file}: ${text}`);
    return true;
  });
  return found;
}

/** The strings of the functions' source, joined where they are concatenated. */
function messagesInJava(): string {
  const functions = new URL('../../../functions/', import.meta.url);
  return readdirSync(functions, { recursive: true, encoding: 'utf8' })
    .filter((name) => /src\/main\/.*\.java$/.test(name))
    .map((name) => readFileSync(new URL(name, functions), 'utf8'))
    .join('\n')
    .replaceAll(/"\s*\+\s*"/g, '')
    .replaceAll(/"\s*\+[^"]*\+\s*"/g, '{}')
    .replaceAll(/%,?(\.\d)?[dfs]/g, '{}')
    .replaceAll('%%', '%');
}

/** The parts of a digit that the explanation of a reading names. */
const PARTS = /^(centre|(top|middle|bottom) (left|centre|right))$/;

const placeholders = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();

describe.each(Object.entries(CATALOGUES))('the texts in %s', (_, texts) => {
  const keys = keysInSource();

  it('are complete', () => {
    const all = [...keys, ...textsInHtml(), ...SERVICE_MESSAGES];
    expect(all.filter((key) => texts[key] === undefined)).toEqual([]);
  });

  it('have the values of the English text', () => {
    const different = Object.entries(texts).filter(
      ([key, text]) => placeholders(key).join() !== placeholders(text).join(),
    );
    expect(different).toEqual([]);
  });

  it('contain nothing that the page does not show', () => {
    const unused = Object.keys(texts).filter(
      (key) => !keys.has(key) && !HTML.includes(key) && !PARTS.test(key) && !SERVICE_MESSAGES.includes(key),
    );
    expect(unused).toEqual([]);
  });
});

describe('the texts in French', () => {
  it('have no punctuation or guillemet that may be alone in a line', () => {
    for (const text of Object.values(fr)) expect(text).not.toMatch(/ [;:?!%»]|« /);
  });
});

describe('the source', () => {
  it('has no text that is not translated', () => {
    expect(untranslatedTexts()).toEqual([]);
  });

  it('has no text in its styles', () => {
    const texts = sourceFiles(/\.css$/).flatMap((name) =>
      [...readFileSync(new URL(name, SOURCE), 'utf8').matchAll(/content: *['"].*\p{L}.*/gu)].map(([text]) => text),
    );
    expect(texts).toEqual([]);
  });

  it('has the service’s messages as the service has them', () => {
    const java = messagesInJava();
    // The name of a model is the last value of a format there.
    const inJava = (message: string): string =>
      message.replaceAll(/\{\d\}/g, '{}').replace(/the (current|shipped) model's is \{\} %\.$/, "the {} model's is {} %.");
    expect(SERVICE_MESSAGES.filter((message) => !java.includes(inJava(message)))).toEqual([]);
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

  it('of the service is translated with its values, or else as it came', () => {
    const message = "Its accuracy on pen, free is 97.30 %; the current model's is 98.10 %.";
    expect(translateMessage(message)).toBe(message);
    useTranslations('de', de, SERVICE_MESSAGES);
    expect(translateMessage(message)).toBe(
      'Seine Genauigkeit auf pen, free ist 97.30 %; die des aktuellen Modells ist 98.10 %.',
    );
    expect(translateMessage('Something new.')).toBe('Something new.');
  });

  it('is in the first language of the user that the page has', () => {
    expect(preferredLanguage(['pt-BR', 'es-MX', 'en'])).toBe('es');
    expect(preferredLanguage(['FR'])).toBe('fr');
    expect(preferredLanguage(['ja', 'toString'])).toBe('en');
  });
});
