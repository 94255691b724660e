import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const SUFFIX = '?wasm';
const OPTIONS = [
  '-O3',
  '--noAssert',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--importMemory',
];

/** Compiles imports with the suffix `?wasm` from AssemblyScript; the module contains the bytes. */
export function assemblyScript(): Plugin {
  return {
    name: 'assembly-script',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      this.addWatchFile(file);
      const binary = await compile(file);
      return [
        `const text = atob('${Buffer.from(binary).toString('base64')}');`,
        'export default Uint8Array.from(text, (c) => c.charCodeAt(0));',
      ].join('\n');
    },
  };
}

async function compile(file: string): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main([file, ...OPTIONS, '--outFile', 'kernel.wasm', '--baseDir', '/'], {
    writeFile: (name, content) => {
      if (name.endsWith('.wasm')) binary = content as Uint8Array;
    },
  });
  if (error !== null || binary === null) throw new Error(`failed to compile ${file}: ${stderr}`);
  return binary;
}
