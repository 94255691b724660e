import { describe, expect, it } from 'vitest';
import { backoff } from './backoff';
import type { Labels } from '../drawing/labels';
import { Api, ApiError, type Fetch, type PredictionRecord, labelsOf, newOwnerKey } from './client';

/** A service that sends these responses in order and records the requests. */
class Service {
  readonly requests: { path: string; init: RequestInit }[] = [];
  readonly #responses: (() => Promise<Response>)[];
  readonly api: Api;

  constructor(...responses: (() => Promise<Response>)[]) {
    this.#responses = responses;
    const fetch: Fetch = (path, init) => {
      this.requests.push({ path, init });
      const respond = this.#responses.shift();
      return respond === undefined ? Promise.reject(new Error('unexpected request')) : respond();
    };
    this.api = new Api(fetch, 'k'.repeat(43));
  }
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => () =>
  Promise.resolve(
    new Response(JSON.stringify(body), {
      status,
      headers: {
        'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
        ...headers,
      },
    }),
  );

/** A body that sends its first bytes and then continues as `then` says. */
function body(then: (stream: ReadableStreamDefaultController) => void): ReadableStream {
  return new ReadableStream({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"predictions":'));
      then(stream);
    },
  });
}

function aborted(signal: RequestInit['signal'], then: (why: unknown) => void): void {
  signal?.addEventListener('abort', () => then(signal.reason));
}

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`expected an ApiError but got ${String(error)}`);
  return error;
}

describe('the client', () => {
  it('sends a request as a new one if its id is not accepted any more', async () => {
    const image = [1, 2];
    const service = new Service(json({ detail: 'too old' }, 400), json({ id: 'new' }));
    expect((await service.api.predict({ id: 'old', images: [image], record: true })).id).toBe('new');
    expect(service.requests.map(({ init }) => JSON.parse(init.body as string) as unknown)).toEqual([
      { id: 'old', images: [image], record: true },
      { images: [image], record: true },
    ]);
  });

  it('does not repeat a request without an id that is rejected', async () => {
    const service = new Service(json({ detail: 'wrong' }, 400), json({}));
    expect((await failure(service.api.predict({ images: [[1]], record: true }))).kind).toBe('rejected');
    expect(service.requests).toHaveLength(1);
  });

  it('sends a prediction request with the owner key', async () => {
    const service = new Service(json({ predictions: [] }));
    await service.api.predict({ images: [[1, 2]], record: false, source: 'canvas' });
    const [request] = service.requests;
    expect(request?.path).toBe('/predict');
    expect(request?.init.method).toBe('POST');
    expect(request?.init.body).toBe('{"images":[[1,2]],"record":false,"source":"canvas"}');
    expect(request?.init.headers).toMatchObject({
      'Content-Type': 'application/json',
      Authorization: `Bearer ${'k'.repeat(43)}`,
    });
  });

  it('sends labels with their positions if not all digits have one', async () => {
    const service = new Service(json({}), json({}), json({}));
    await service.api.correct('id', [7, 1]);
    await service.api.correct('id', [null, 1]);
    await service.api.correct('id', []);
    expect(service.requests.map(({ init }) => init.body)).toEqual([
      '{"labels":[7,1]}',
      '{"labels":[1],"positions":[1]}',
      '{"labels":[]}',
    ]);
  });

  it('reads the labels of a record by their positions', () => {
    const predictions = [1, 2, 3].map((digit) => ({ digit }));
    const labels = (record: object): Labels | null =>
      labelsOf({ predictions, ...record } as unknown as PredictionRecord);
    expect(labels({})).toBeNull();
    expect(labels({ labels: [4, 5, 6] })).toEqual([4, 5, 6]);
    expect(labels({ labels: [4, 6], positions: [0, 2] })).toEqual([4, null, 6]);
  });

  it('does not send the owner key where it is not needed', async () => {
    const service = new Service(json({ version: '1', sha256: '' }), json({ runs: [] }));
    await service.api.model();
    await service.api.trainingRuns();
    for (const { init } of service.requests) expect(init.headers).not.toHaveProperty('Authorization');
  });

  it.each([
    [429, '/problems/throttled', 'throttled', true],
    [503, '/problems/unavailable', 'unavailable', true],
    [504, '/problems/timeout', 'timeout', true],
    [500, '/problems/internal', 'server-error', true],
    [422, '/problems/nothing-drawn', 'nothing-drawn', false],
    [400, '/problems/invalid-input', 'rejected', false],
    [401, '/problems/owner-key-required', 'forbidden', false],
    [404, '/problems/not-found', 'not-found', false],
  ] as const)('maps status %i to its kind of error', async (status, type, kind, retryable) => {
    const problem = { type, title: 'T', status, detail: 'What to change.' };
    const error = await failure(new Service(json(problem, status)).api.model());
    expect(error.kind).toBe(kind);
    expect(error.message).toBe('What to change.');
    expect(error.retryable).toBe(retryable);
  });

  it('maps a failure without a problem body by its status', async () => {
    const broken = () => Promise.resolve(new Response('<html>', { status: 502 }));
    expect((await failure(new Service(broken).api.model())).kind).toBe('server-error');
  });

  it('reads Retry-After', async () => {
    const throttled = json({}, 429, { 'Retry-After': '7' });
    expect((await failure(new Service(throttled).api.model())).retryAfterMs).toBe(7000);
  });

  it('distinguishes an unreachable service from a slow one', async () => {
    const gone = () => Promise.reject(new TypeError('Failed to fetch'));
    expect((await failure(new Service(gone).api.model())).kind).toBe('offline');
    const late: Fetch = (_, { signal }) => new Promise((_resolve, reject) => aborted(signal, reject));
    expect((await failure(new Api(late, '', 1).model())).kind).toBe('timeout');
  });

  it('treats a body that stalls or breaks off as a failure', async () => {
    const broken = () => Promise.resolve(new Response(body((stream) => stream.error(new TypeError()))));
    const put = new Service(broken).api.correct('a', [1]);
    expect((await failure(put)).kind).toBe('offline');
    const stalling: Fetch = (_, { signal }) =>
      Promise.resolve(new Response(body((stream) => aborted(signal, (why) => stream.error(why)))));
    const api = new Api(stalling, '', 1);
    expect((await failure(api.predictions())).kind).toBe('timeout');
    expect((await failure(api.dataset('text/csv'))).kind).toBe('timeout');
  });

  it('treats a response that is not JSON as a failure', async () => {
    const portal = () => Promise.resolve(new Response('<html>Log in'));
    expect((await failure(new Service(portal).api.model())).kind).toBe('server-error');
  });

  it.each(['?cursor=abc', '/dataset?cursor=abc'])(
    'follows the link %s and keeps one header line',
    async (link) => {
      const part = (text: string, next?: string) => () =>
        Promise.resolve(
          new Response(text, {
            headers: next === undefined ? {} : { Link: `<${next}>; rel="next"` },
          }),
        );
      const service = new Service(part('label,p0\n7,1\n', link), part('label,p0\n3,2\n'));
      expect(await service.api.dataset('text/csv')).toBe('label,p0\n7,1\n3,2\n');
      expect(service.requests.map(({ path }) => path)).toEqual(['/dataset', '/dataset?cursor=abc']);
      expect(service.requests[1]?.init.headers).toMatchObject({ Accept: 'text/csv' });
    },
  );
});

describe('an owner key', () => {
  it('is 43 characters of base64url made of 32 random bytes', () => {
    expect(newOwnerKey()).toMatch(/^[\w-]{43}$/);
    expect(newOwnerKey()).not.toBe(newOwnerKey());
  });
});

describe('the backoff', () => {
  it('doubles with each attempt up to half a minute', () => {
    expect([0, 1, 2, 3].map((n) => backoff(n, 0, 1))).toEqual([800, 1600, 3200, 6400]);
    expect(backoff(50, 0, 1)).toBe(30_000);
  });

  it('is half random, and never shorter than Retry-After', () => {
    expect(backoff(2, 0, 0)).toBe(1600);
    expect(backoff(0, 9000, 1)).toBe(9000);
  });
});
