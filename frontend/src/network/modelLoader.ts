import { DeviceNetwork } from './deviceNetwork';
import type { LayerShape } from './messages';
import type { WorkerPort } from '../worker/workerClient';

const CACHE = 'cirrus-model';
const HASH = /^[0-9a-f]{64}$/;

export interface ModelLoaderPorts {
  /** Describes the serving model. */
  servingModel(): Promise<{ readonly version: string; readonly sha256: string }>;
  fetch(input: string, init: RequestInit): Promise<Response>;
  /** Keeps files; null on pages without TLS, where browsers have no such storage. */
  readonly caches: Pick<CacheStorage, 'open'> | null;
  startWorker(): WorkerPort;
}

/** A model that runs on this device. */
export interface DeviceModel {
  readonly network: DeviceNetwork;
  readonly layers: readonly LayerShape[];
  readonly version: string;
  readonly sha256: string;
}

/**
 * Loads the serving model into a worker. The file is kept under its hash, and other models are
 * removed.
 */
export async function loadModel(ports: ModelLoaderPorts): Promise<DeviceModel> {
  const { version, sha256 } = await ports.servingModel();
  if (!HASH.test(sha256)) throw new Error(`expected a SHA-256 digest but got ${sha256}`);
  const onnx = await modelFile(ports, sha256);
  const network = new DeviceNetwork(ports.startWorker());
  const { layers } = await network.load(onnx);
  return { network, layers, version, sha256 };
}

async function modelFile(ports: ModelLoaderPorts, sha256: string): Promise<Uint8Array> {
  const path = `/model/files/${sha256}`;
  // The browser may deny access to its storage.
  const cache = (await ports.caches?.open(CACHE).catch(() => null)) ?? null;
  const kept = await cache?.match(path);
  if (kept !== undefined) return new Uint8Array(await kept.arrayBuffer());
  const response = await ports.fetch(path, { headers: { Accept: 'application/octet-stream' } });
  if (!response.ok) throw new Error(`expected the model but got status ${response.status}`);
  const onnx = new Uint8Array(await response.arrayBuffer());
  if (!(await hasHash(onnx, sha256))) throw new Error('expected the model but got other bytes');
  // If its storage is full, the next page fetches the model again.
  if (cache !== null) await keepOnly(cache, path, onnx).catch(() => undefined);
  return onnx;
}

async function keepOnly(cache: Cache, path: string, onnx: Uint8Array<ArrayBuffer>): Promise<void> {
  for (const other of await cache.keys()) await cache.delete(other);
  await cache.put(path, new Response(onnx, { headers: { 'Content-Type': 'application/octet-stream' } }));
}

/** Pages without TLS have no digests; they trust the connection for the page itself too. */
async function hasHash(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean> {
  if (globalThis.crypto.subtle === undefined) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}
