/** The part of a Worker that is used here. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Response>) => void): void;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** A worker's response to the request with this id. */
export type Response =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The worker could not be loaded, or failed outside of a request. */
export class WorkerFailure extends Error {}

/** Sends requests to a worker, which responds to each of them. */
export class WorkerClient<Task extends object> {
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
    worker.onerror = () => {
      for (const { reject } of this.#waiting.values()) reject(new WorkerFailure('the worker failed'));
      this.#waiting.clear();
    };
  }

  ask<T>(task: Task, transfer: Transferable[] = []): Promise<T> {
    const id = ++this.#requests;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      this.#worker.postMessage({ ...task, id }, transfer);
    });
  }
}

/** Responds to the requests of a page in a worker, one after another. */
export function respondWith<Task>(answer: (task: Task) => unknown): void {
  self.addEventListener('message', ({ data }: MessageEvent<Task & { readonly id: number }>) => {
    let response: Response;
    try {
      response = { id: data.id, value: answer(data) };
    } catch (error) {
      response = { id: data.id, error: error instanceof Error ? error.message : String(error) };
    }
    self.postMessage(response);
  });
}
