/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A static page in the style of the application. */
export function page(title: string, stylesheet: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escapeHtml(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <script src="/scheme.js"></script>
    <link rel="stylesheet" href="/${stylesheet}" />
  </head>
  <body>
    <main class="page document">
      <p><a href="/">Back to Cirrus</a></p>
      ${body}
    </main>
  </body>
</html>
`;
}

/** Paragraphs and \`code\` of Markdown; descriptions in the interface use nothing else. */
export function markdown(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${inline(paragraph)}</p>`)
    .join('');
}

export function inline(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
