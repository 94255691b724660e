import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const MAX_BYTES = 100_000;
const LINKED = ['openapi.yaml', 'source.tar.gz'];

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
        for (const file of Object.values(bundle)) {
          if (LINKED.includes(file.fileName)) continue;
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
  const tree = { cwd: '..', maxBuffer: 2 ** 28 };
  if (existsSync('../.git')) {
    return execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], tree);
  }
  const made = ['target', 'node_modules', 'dist', '.aws-sam', '.cirrus'];
  return execFileSync('tar', ['-cz', ...made.map((name) => `--exclude=${name}`), '.'], tree);
}

/**
 * Publishes the interface's description and the source next to the page. CIRRUS_SOURCE_URL replaces
 * the latter with a link to a repository.
 */
function links(): Plugin {
  const elsewhere = process.env['CIRRUS_SOURCE_URL'];
  return {
    name: 'links',
    transformIndexHtml: (html) => html.replaceAll('%SOURCE%', elsewhere ?? '/source.tar.gz'),
    generateBundle() {
      const emit = (fileName: string, source: Uint8Array): string =>
        this.emitFile({ type: 'asset', fileName, source });
      emit('openapi.yaml', readFileSync('../api/openapi.yaml'));
      if (elsewhere !== undefined) return;
      emit('source.tar.gz', source());
    },
  };
}

export default defineConfig({
  plugins: [links(), budget()],
  resolve: { alias: { vision: new URL('../vision/js/target/js/vision.js', import.meta.url).pathname } },
  build: {
    // The first versions with light-dark().
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Inlined assets are data: URLs, which the Content-Security-Policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', ['junit', { outputFile: 'target/junit-unit.xml' }]],
  },
});
