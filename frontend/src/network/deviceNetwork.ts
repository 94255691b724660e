import type { DisabledChannel, Outputs } from './network';
import type { Inspection, LoadResult, Response, Task } from './messages';

/** The part of a Worker that is used here. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Response>) => void): void;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The network in its worker. */
export class DeviceNetwork {
  readonly #worker: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;

  constructor(worker: WorkerPort) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('error' in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.value);
    });
    // The worker could not be loaded, or failed outside of a request.
    worker.onerror = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the worker failed'));
      this.#waiting.clear();
    };
  }

  /** Loads a model. Rejects if its architecture is not supported. */
  load(onnx: Uint8Array): Promise<LoadResult> {
    return this.#ask({ kind: 'load', onnx });
  }

  classify(images: readonly Uint8Array[]): Promise<readonly Outputs[]> {
    return this.#ask({ kind: 'classify', images });
  }

  inspect(image: Uint8Array, disabled: readonly DisabledChannel[]): Promise<Inspection> {
    return this.#ask({ kind: 'inspect', image, disabled });
  }

  /** How much each pixel contributes to a unit, to a feature map, or to the logit of a class. */
  trace(task: Omit<Extract<Task, { kind: 'trace' }>, 'kind'>): Promise<Float32Array> {
    return this.#ask({ kind: 'trace', ...task });
  }

  #ask<T>(task: Task): Promise<T> {
    const id = ++this.#requests;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      this.#worker.postMessage({ ...task, id });
    });
  }
}
