import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import type { Response, WorkerPort } from '../worker/workerClient';
import { Vision } from './vision';

/** A worker whose responses the test sends. */
class FakeWorker implements WorkerPort {
  readonly requests: { readonly id: number }[] = [];
  #listener: (event: MessageEvent<Response>) => void = () => {};
  onerror: WorkerPort['onerror'] = null;

  addEventListener(_: 'message', listener: (event: MessageEvent<Response>) => void): void {
    this.#listener = listener;
  }

  postMessage(message: unknown): void {
    this.requests.push(message as { readonly id: number });
  }

  respond(response: Response): void {
    this.#listener({ data: response } as MessageEvent<Response>);
  }
}

function visionWithWorkers(): { readonly vision: Vision; readonly workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const vision = new Vision(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { vision, workers };
}

const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) } as ImageData;
const digit = { x: 1, y: 2, width: 3, height: 4, pixels: new Uint8Array(784) };

describe('vision in a worker', () => {
  it('gives each request its own response, in any order', async () => {
    const { vision, workers } = visionWithWorkers();
    const first = vision.find(picture);
    const second = vision.normalize(1, 1, new Uint8Array(1));
    const [worker] = workers;
    const [one, two] = worker!.requests;
    worker!.respond({ id: two!.id, value: digit.pixels });
    worker!.respond({ id: one!.id, value: [digit] });
    expect(await first).toEqual([digit]);
    expect(await second).toBe(digit.pixels);
    expect(workers).toHaveLength(1);
  });

  it('reports a worker that can’t be loaded as a lost connection, and then starts another one', async () => {
    const { vision, workers } = visionWithWorkers();
    const first = vision.find(picture);
    workers[0]!.onerror?.({} as ErrorEvent);
    await expect(first).rejects.toSatisfy((error) => error instanceof ApiError && error.retryable);
    const second = vision.find(picture);
    workers[1]!.respond({ id: workers[1]!.requests[0]!.id, value: [] });
    expect(await second).toEqual([]);
  });

  it('finds the digits of an unchanged drawing once, even while they are being found', async () => {
    const { vision, workers } = visionWithWorkers();
    let painted = 0;
    const paint = (): ImageData => {
      painted++;
      return picture;
    };
    const moving = vision.findUnlessKnown('a', paint);
    const lifted = vision.findUnlessKnown('a', paint);
    expect(painted).toBe(1);
    workers[0]!.respond({ id: workers[0]!.requests[0]!.id, value: [digit] });
    expect(await moving).toEqual([digit]);
    expect(await lifted).toEqual([digit]);
    expect(await vision.findUnlessKnown('a', paint)).toEqual([digit]);
    void vision.findUnlessKnown('b', paint);
    expect(painted).toBe(2);
  });

  it('finds the digits again after a failure', async () => {
    const { vision, workers } = visionWithWorkers();
    const failed = vision.findUnlessKnown('a', () => picture);
    workers[0]!.onerror?.({} as ErrorEvent);
    await expect(failed).rejects.toThrow(ApiError);
    const found = vision.findUnlessKnown('a', () => picture);
    workers[1]!.respond({ id: workers[1]!.requests[0]!.id, value: [digit] });
    expect(await found).toEqual([digit]);
  });

  it('does not take an error in the code for a lost connection', async () => {
    const { vision, workers } = visionWithWorkers();
    const found = vision.find(picture);
    workers[0]!.respond({ id: workers[0]!.requests[0]!.id, error: 'expected a positive size' });
    await expect(found).rejects.toThrow('expected a positive size');
    await expect(found).rejects.not.toBeInstanceOf(ApiError);
  });
});
