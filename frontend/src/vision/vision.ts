import type { Digit } from 'vision';
import { ApiError } from '../api/client';
import { WorkerClient, WorkerFailure, type WorkerPort } from '../worker/workerClient';
import type { VisionTask } from './visionTask';

/** Finds digits in a worker. After a failure, the next request starts another worker. */
export class Vision {
  readonly #start: () => WorkerPort;
  #worker: WorkerClient<VisionTask> | null = null;
  #last: { readonly key: string; readonly digits: Promise<readonly Digit[]> } | null = null;

  constructor(start: () => WorkerPort) {
    this.#start = start;
  }

  /** Finds the digits in a picture, whose pixels are then not accessible here any more. */
  find({ width, height, data }: ImageData): Promise<readonly Digit[]> {
    return this.#ask({ kind: 'find', width, height, rgba: data }, [data.buffer]);
  }

  /**
   * Finds the digits in a picture unless the last one had the same key. A drawing is read while the pen
   * moves, when it is lifted and when it rests, often without a change in between.
   *
   * @param paint called before this method returns, if at all
   */
  async findUnlessKnown(key: string, paint: () => ImageData): Promise<readonly Digit[]> {
    const last = this.#last?.key === key ? this.#last : { key, digits: this.find(paint()) };
    this.#last = last;
    try {
      return await last.digits;
    } catch (error) {
      if (this.#last === last) this.#last = null;
      throw error;
    }
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
