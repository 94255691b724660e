import { describe, expect, it } from 'vitest';
import { backoff } from './backoff';
import { Api, ApiFailure, type Fetch, newOwnerKey } from './client';

/** A service that gives these answers, one after the other, and remembers what it was asked. */
class Service {
  readonly asked: { path: string; init: RequestInit }[] = [];
  readonly #answers: (() => Promise<Response>)[];
  readonly api: Api;

  constructor(...answers: (() => Promise<Response>)[]) {
    this.#answers = answers;
    const fetch: Fetch = (path, init) => {
      this.asked.push({ path, init });
      const answer = this.#answers.shift();
      return answer === undefined ? Promise.reject(new Error('asked too often')) : answer();
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

/** A body that sends its first bytes, and then as `goOn` has it. */
function body(goOn: (stream: ReadableStreamDefaultController) => void): ReadableStream {
  return new ReadableStream({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"predictions":'));
      goOn(stream);
    },
  });
}

function aborted(signal: RequestInit['signal'], then: (why: unknown) => void): void {
  signal?.addEventListener('abort', () => then(signal.reason));
}

async function failure(call: Promise<unknown>): Promise<ApiFailure> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiFailure)) throw new Error(`no failure but ${String(error)}`);
  return error;
}

describe('the client', () => {
  it('asks as the interface describes it, with the owner’s key', async () => {
    const service = new Service(json({ predictions: [] }));
    await service.api.predict({ images: [[1, 2]], record: false, source: 'canvas' });
    const [asked] = service.asked;
    expect(asked?.path).toBe('/predict');
    expect(asked?.init.method).toBe('POST');
    expect(asked?.init.body).toBe('{"images":[[1,2]],"record":false,"source":"canvas"}');
    expect(asked?.init.headers).toMatchObject({
      'Content-Type': 'application/json',
      Authorization: `Bearer ${'k'.repeat(43)}`,
    });
  });

  it('shows its key to nothing that is not the owner’s', async () => {
    const service = new Service(json({ version: '1', sha256: '' }), json({ runs: [] }));
    await service.api.model();
    await service.api.trainingRuns();
    for (const { init } of service.asked) expect(init.headers).not.toHaveProperty('Authorization');
  });

  it.each([
    [429, '/problems/throttled', 'throttled', true],
    [503, '/problems/unavailable', 'no-model', true],
    [504, '/problems/timeout', 'slow', true],
    [500, '/problems/internal', 'broken', true],
    [422, '/problems/nothing-drawn', 'nothing-drawn', false],
    [400, '/problems/invalid-input', 'refused', false],
    [401, '/problems/owner-key-required', 'forbidden', false],
    [404, '/problems/not-found', 'not-found', false],
  ] as const)('tells a %i as what it is', async (status, type, kind, passes) => {
    const problem = { type, title: 'T', status, detail: 'What to change.' };
    const error = await failure(new Service(json(problem, status)).api.model());
    expect(error.kind).toBe(kind);
    expect(error.message).toBe('What to change.');
    expect(error.passes).toBe(passes);
  });

  it('tells a failure without a problem’s text by its status', async () => {
    const broken = () => Promise.resolve(new Response('<html>', { status: 502 }));
    expect((await failure(new Service(broken).api.model())).kind).toBe('broken');
  });

  it('reads how long it is to wait', async () => {
    const throttled = json({}, 429, { 'Retry-After': '7' });
    expect((await failure(new Service(throttled).api.model())).retryAfterMs).toBe(7000);
  });

  it('tells a service that can’t be reached from one that is slow', async () => {
    const gone = () => Promise.reject(new TypeError('Failed to fetch'));
    expect((await failure(new Service(gone).api.model())).kind).toBe('offline');
    const late: Fetch = (_, { signal }) => new Promise((_resolve, reject) => aborted(signal, reject));
    expect((await failure(new Api(late, '', 1).model())).kind).toBe('slow');
  });

  it('takes an answer whose body stalls or breaks off for none', async () => {
    const broken = () => Promise.resolve(new Response(body((stream) => stream.error(new TypeError()))));
    const put = new Service(broken).api.correct('a', [1]);
    expect((await failure(put)).kind).toBe('offline');
    const stalling: Fetch = (_, { signal }) =>
      Promise.resolve(new Response(body((stream) => aborted(signal, (why) => stream.error(why)))));
    const api = new Api(stalling, '', 1);
    expect((await failure(api.predictions())).kind).toBe('slow');
    expect((await failure(api.dataset('text/csv'))).kind).toBe('slow');
  });

  it('takes what is no answer of the interface’s for a failure', async () => {
    const portal = () => Promise.resolve(new Response('<html>Log in'));
    expect((await failure(new Service(portal).api.model())).kind).toBe('broken');
  });

  it.each(['?cursor=abc', '/dataset?cursor=abc'])(
    'reads the data set to its end behind %s, with one header line',
    async (link) => {
      const part = (text: string, next?: string) => () =>
        Promise.resolve(
          new Response(text, {
            headers: next === undefined ? {} : { Link: `<${next}>; rel="next"` },
          }),
        );
      const service = new Service(part('label,p0\n7,1\n', link), part('label,p0\n3,2\n'));
      expect(await service.api.dataset('text/csv')).toBe('label,p0\n7,1\n3,2\n');
      expect(service.asked.map(({ path }) => path)).toEqual(['/dataset', '/dataset?cursor=abc']);
      expect(service.asked[1]?.init.headers).toMatchObject({ Accept: 'text/csv' });
    },
  );
});

describe('an owner key', () => {
  it('is 43 characters of base64url made of 32 random bytes', () => {
    expect(newOwnerKey()).toMatch(/^[\w-]{43}$/);
    expect(newOwnerKey()).not.toBe(newOwnerKey());
  });
});

describe('backing off', () => {
  it('doubles from try to try up to half a minute', () => {
    expect([0, 1, 2, 3].map((n) => backoff(n, 0, 1))).toEqual([800, 1600, 3200, 6400]);
    expect(backoff(50, 0, 1)).toBe(30_000);
  });

  it('leaves half to chance, and never comes before it is asked to', () => {
    expect(backoff(2, 0, 0)).toBe(1600);
    expect(backoff(0, 9000, 1)).toBe(9000);
  });
});
