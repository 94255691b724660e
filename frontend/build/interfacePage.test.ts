import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interfacePage } from './interfacePage';
import { sourcePage } from './sourcePage';

describe('the page about the interface', () => {
  const openapi = readFileSync('../api/openapi.yaml', 'utf8');
  const html = interfacePage(openapi, 'assets/style.css');

  it('has every operation, and every reference leads to a schema', () => {
    for (const operation of ['POST /predict', 'GET /predictions', 'DELETE /predictions/{id}']) {
      expect(html).toContain(`<h3>${operation}</h3>`);
    }
    for (const [, name] of html.matchAll(/href="#schema-(\w+)"/g)) {
      expect(html).toContain(`id="schema-${name}"`);
    }
    expect(html).not.toContain('undefined');
  });

  it('needs no script or style that the Content-Security-Policy forbids', () => {
    expect(html).not.toMatch(/<style|style=|<script>/);
  });
});

describe('the page about the source', () => {
  it('escapes the README', () => {
    expect(sourcePage('<img src=x>', 'a.css')).toContain('&lt;img src=x>');
  });
});
