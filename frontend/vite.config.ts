import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Plugin, type Rollup } from 'vite';
import { defineConfig } from 'vitest/config';
import { assemblyScript } from './build/assemblyScript.ts';
import { interfacePage } from './build/interfacePage.ts';
import { offline } from './build/offline.ts';
import { sourcePage } from './build/sourcePage.ts';

const MAX_BYTES = 100_000;
/** Files that the page only links to, or that the browser loads in the background. */
const LINKED = ['sw.js', 'openapi.yaml', 'interface.html', 'source.html', 'source.tar.gz', 'mistakes.png'];

const shippedModel = JSON.parse(readFileSync('../model/card.json', 'utf8')) as { sha256: string };

/** Workers, and what dynamic imports load, with their images. */
function lazyFiles(bundle: Rollup.OutputBundle): ReadonlySet<string> {
  const first = new Set<string>();
  const assetsOfFirst = new Set<string>();
  const visit = (name: string): void => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || first.has(name)) return;
    first.add(name);
    file.viteMetadata?.importedCss.forEach((css) => first.add(css));
    file.viteMetadata?.importedAssets.forEach((asset) => assetsOfFirst.add(asset));
    file.imports.forEach(visit);
  };
  const files = Object.values(bundle);
  const html = bundle['index.html'];
  const page = html?.type === 'asset' ? String(html.source) : '';
  for (const { fileName } of files) {
    if (page.includes(`src="/${fileName}"`)) visit(fileName);
  }
  if (first.size === 0) throw new Error('expected a script in index.html but got none');
  const names = files.map(({ fileName }) => fileName).filter((name) => /\.(js|css)$/.test(name));
  const lazy = new Set(names.filter((name) => !first.has(name)));
  for (const name of names) {
    const file = bundle[name];
    if (lazy.has(name) && file?.type === 'chunk') {
      file.viteMetadata?.importedAssets.forEach((asset) => {
        if (!assetsOfFirst.has(asset)) lazy.add(asset);
      });
    }
  }
  return lazy;
}

/** Fails the build if the first load exceeds its budget, gzipped. */
function budget(): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        let bytes = ['public/scheme.js', 'public/favicon.svg']
          .map((file) => gzipSync(readFileSync(file)).length)
          .reduce((a, b) => a + b);
        const lazy = lazyFiles(bundle);
        for (const file of Object.values(bundle)) {
          if (LINKED.includes(file.fileName) || lazy.has(file.fileName)) continue;
          bytes += gzipSync(file.type === 'chunk' ? file.code : file.source).length;
        }
        this.info(`first load: ${bytes} of ${MAX_BYTES} bytes gzipped`);
        if (bytes > MAX_BYTES) this.error(`the first load is ${bytes} bytes gzipped`);
      },
    },
  };
}

/** The committed source or, in an unpacked archive, everything except build output. */
function source(): Uint8Array {
  const options = { cwd: '..', maxBuffer: 2 ** 28 };
  if (existsSync('../.git')) {
    return execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], options);
  }
  const excluded = ['target', 'node_modules', 'dist', '.aws-sam', '.cirrus'];
  return execFileSync('tar', ['-cz', ...excluded.map((name) => `--exclude=${name}`), '.'], options);
}

/**
 * Publishes pages about the interface and the source next to the page. CIRRUS_SOURCE_URL replaces
 * the latter with a link to a repository.
 */
function linkedPages(): Plugin {
  const repository = process.env['CIRRUS_SOURCE_URL'];
  return {
    name: 'linked-pages',
    transformIndexHtml: (html) => html.replaceAll('%SOURCE%', repository ?? '/source.html'),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const emit = (fileName: string, content: string | Uint8Array): string =>
          this.emitFile({ type: 'asset', fileName, source: content });
        const stylesheet = Object.keys(bundle).find((name) => /page-[^/]*\.css$/.test(name));
        if (stylesheet === undefined) this.error('expected a stylesheet in the bundle but got none');
        const openapi = readFileSync('../api/openapi.yaml', 'utf8');
        emit('openapi.yaml', openapi);
        emit('interface.html', interfacePage(openapi, stylesheet));
        emit('mistakes.png', readFileSync('../docs/model-card/mistakes.png'));
        if (repository !== undefined) return;
        emit('source.tar.gz', source());
        emit('source.html', sourcePage(readFileSync('../README.md', 'utf8'), stylesheet));
      },
    },
  };
}

export default defineConfig({
  plugins: [assemblyScript(), linkedPages(), offline((name) => !LINKED.includes(name)), budget()],
  define: { __SHIPPED_MODEL__: JSON.stringify(shippedModel.sha256) },
  worker: { format: 'es', plugins: () => [assemblyScript()] },
  resolve: { alias: { vision: new URL('../vision/js/target/js/vision.js', import.meta.url).pathname } },
  build: {
    // The first versions with light-dark().
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Inlined assets are data: URLs, which the Content-Security-Policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Otherwise each module that a view shares with the first load is a file, and thus a request.
        codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    environment: 'node',
    // Long, because other tests run at the same time.
    testTimeout: 120_000,
    reporters: ['default', ['junit', { outputFile: 'target/junit-unit.xml' }]],
  },
});
