import type { Digit } from 'vision';
import { ApiError } from '../api/client';
import { WorkerClient, WorkerFailure, type WorkerPort } from '../worker/workerClient';
import type { VisionTask } from './visionTask';

/** Finds digits in a worker. After a failure, the next request starts another worker. */
export class Vision {
  readonly #start: () => WorkerPort;
  #worker: WorkerClient<VisionTask> | null = null;

  constructor(start: () => WorkerPort) {
    this.#start = start;
  }

  /** Finds the digits in a picture, whose pixels are then not accessible here any more. */
  find({ width, height, data }: ImageData): Promise<readonly Digit[]> {
    return this.#ask({ kind: 'find', width, height, rgba: data }, [data.buffer]);
  }

  /** Normalizes the ink of one digit. */
  normalize(width: number, height: number, ink: Uint8Array): Promise<Uint8Array> {
    return this.#ask({ kind: 'normalize', width, height, ink });
  }

  async #ask<T>(task: VisionTask, transfer: Transferable[] = []): Promise<T> {
    const worker = (this.#worker ??= new WorkerClient(this.#start()));
    try {
      return await worker.ask<T>(task, transfer);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (this.#worker === worker) this.#worker = null;
      // The worker's file could not be loaded, as on an interrupted connection.
      throw new ApiError('offline', 'A part of the page could not be loaded.');
    }
  }
}
