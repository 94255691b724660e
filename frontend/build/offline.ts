import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Plugin, build } from 'vite';

const ENTRY = 'src/offline/serviceWorker.ts';
const FILE = 'sw.js';
/** Files of public/ that the page needs. */
const PUBLIC = ['scheme.js', 'favicon.svg', 'manifest.webmanifest'];

/** Builds the service worker, which contains the list of the page's files and a hash of them. */
export function offline(isNeeded: (fileName: string) => boolean): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const hash = createHash('sha256');
        const paths = ['/'];
        for (const [name, file] of Object.entries(bundle)) {
          if (!isNeeded(name)) continue;
          hash.update(file.type === 'chunk' ? file.code : file.source);
          if (name !== 'index.html') paths.push(`/${name}`);
        }
        for (const name of PUBLIC) {
          hash.update(readFileSync(`public/${name}`));
          paths.push(`/${name}`);
        }
        const version = hash.digest('hex').slice(0, 16);
        this.emitFile({ type: 'asset', fileName: FILE, source: await compile({ version, paths }) });
      },
    },
  };
}

async function compile(files: object): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { PAGE_FILES: JSON.stringify(files) },
    build: {
      write: false,
      lib: { entry: ENTRY, formats: ['iife'], name: 'serviceWorker', fileName: 'sw' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output)) throw new Error('failed to build the service worker');
  return output.output[0].code;
}
