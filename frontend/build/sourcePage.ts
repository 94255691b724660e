import { escapeHtml, page } from './html.ts';

/** A page with the README and the source archive, for installations without a public repository. */
export function sourcePage(readme: string, stylesheet: string): string {
  return page(
    'Source of Cirrus',
    stylesheet,
    `<h1>Source of Cirrus</h1>
      <p>The complete source of this installation: <a href="/source.tar.gz" download>source.tar.gz</a></p>
      <h2>README</h2>
      <pre>${escapeHtml(readme)}</pre>`,
  );
}
