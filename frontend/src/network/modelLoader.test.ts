import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ModelLoaderPorts, loadModel } from './modelLoader';
import type { Response as WorkerResponse } from '../worker/workerClient';

const onnx = new Uint8Array(readFileSync('../model/model.onnx'));
const sha256 = createHash('sha256').update(onnx).digest('hex');

/** A Cache in memory. */
class MemoryCache {
  readonly kept = new Map<string, Response>();
  readonly caches = { open: async () => this as unknown as Cache };

  async match(path: string): Promise<Response | undefined> {
    return this.kept.get(path)?.clone();
  }
  async keys(): Promise<string[]> {
    return [...this.kept.keys()];
  }
  async delete(path: string): Promise<boolean> {
    return this.kept.delete(path);
  }
  async put(path: string, response: Response): Promise<void> {
    this.kept.set(path, response);
  }
}

function ports(cache: MemoryCache, served: Uint8Array<ArrayBuffer>, worker: (message: unknown) => WorkerResponse) {
  const fetched: string[] = [];
  const all: ModelLoaderPorts = {
    servingModel: async () => ({ version: '2.0.0', sha256 }),
    fetch: async (path) => {
      fetched.push(path);
      return new Response(served);
    },
    caches: cache.caches,
    startWorker: () => {
      let listener: (event: MessageEvent<WorkerResponse>) => void;
      return {
        onerror: null,
        addEventListener: (_, each) => (listener = each),
        postMessage: (message) => listener({ data: worker(message) } as MessageEvent<WorkerResponse>),
      };
    },
  };
  return { all, fetched };
}

const loaded = (message: unknown): WorkerResponse => ({
  id: (message as { id: number }).id,
  value: { kernel: 'wasm', layers: [] },
});

describe('the model loader', () => {
  it('fetches a model once and removes others', async () => {
    const cache = new MemoryCache();
    await cache.put('/model/files/old', new Response('old'));
    const { all, fetched } = ports(cache, onnx, loaded);
    expect((await loadModel(all)).sha256).toBe(sha256);
    await loadModel(all);
    expect(fetched).toEqual([`/model/files/${sha256}`]);
    expect([...cache.kept.keys()]).toEqual([`/model/files/${sha256}`]);
  });

  it('neither uses nor keeps bytes with another hash', async () => {
    const cache = new MemoryCache();
    const { all } = ports(cache, new Uint8Array([1, 2, 3]), loaded);
    await expect(loadModel(all)).rejects.toThrow('got other bytes');
    expect(cache.kept.size).toBe(0);
  });

  it('loads a model that the browser can’t keep, because its storage is full or denied', async () => {
    const full = new MemoryCache();
    full.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    expect((await loadModel(ports(full, onnx, loaded).all)).sha256).toBe(sha256);
    const { all } = ports(new MemoryCache(), onnx, loaded);
    const open = (): Promise<Cache> => Promise.reject(new DOMException('denied', 'SecurityError'));
    expect((await loadModel({ ...all, caches: { open } })).sha256).toBe(sha256);
  });

  it('rejects a model that the worker does not support', async () => {
    const { all } = ports(new MemoryCache(), onnx, (message) => ({
      id: (message as { id: number }).id,
      error: 'the operator LSTM is not supported',
    }));
    await expect(loadModel(all)).rejects.toThrow('LSTM');
  });
});
