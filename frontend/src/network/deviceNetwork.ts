import type { DisabledChannel, Outputs } from './network';
import type { Inspection, LoadResult, Task } from './messages';
import { WorkerClient, type WorkerPort } from '../worker/workerClient';

/** The network in its worker. */
export class DeviceNetwork {
  readonly #worker: WorkerClient<Task>;

  constructor(worker: WorkerPort) {
    this.#worker = new WorkerClient(worker);
  }

  /** Loads a model. Rejects if its architecture is not supported. */
  load(onnx: Uint8Array): Promise<LoadResult> {
    return this.#worker.ask({ kind: 'load', onnx });
  }

  classify(images: readonly Uint8Array[]): Promise<readonly Outputs[]> {
    return this.#worker.ask({ kind: 'classify', images });
  }

  inspect(image: Uint8Array, disabled: readonly DisabledChannel[]): Promise<Inspection> {
    return this.#worker.ask({ kind: 'inspect', image, disabled });
  }

  /** How much each pixel contributes to a unit, to a feature map, or to the logit of a class. */
  trace(task: Omit<Extract<Task, { kind: 'trace' }>, 'kind'>): Promise<Float32Array> {
    return this.#worker.ask({ kind: 'trace', ...task });
  }
}
