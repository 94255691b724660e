import type { components } from './schema';

type Schemas = components['schemas'];
export type Reading = Schemas['Reading'];
export type Prediction = Schemas['Prediction'];
export type PredictionRecord = Schemas['PredictionRecord'];
export type PredictionPage = Schemas['PredictionPage'];
export type ModelCard = Schemas['ModelCard'];
export type TrainingRun = Schemas['TrainingRun'];
export type Problem = Schemas['Problem'];
export type PredictRequest = Schemas['PredictRequest'];

/** What can go wrong, as far as a person can tell it apart. */
export type FailureKind =
  | 'offline'
  | 'slow'
  | 'throttled'
  | 'no-model'
  | 'broken'
  | 'forbidden'
  | 'not-found'
  | 'nothing-drawn'
  | 'refused';

export class ApiFailure extends Error {
  readonly kind: FailureKind;
  readonly retryAfterMs: number;

  constructor(kind: FailureKind, message: string, retryAfterMs = 0) {
    super(message);
    this.name = 'ApiFailure';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may well succeed later. */
  get passes(): boolean {
    return ['offline', 'slow', 'throttled', 'no-model', 'broken'].includes(this.kind);
  }
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const PATIENCE_MS = 10_000;
/** A page of the data set is megabytes: it may take so many times longer. */
const DATASET_PATIENCE = 6;

interface Order {
  readonly json?: unknown;
  /** Whether it is about the owner's own records. */
  readonly own?: boolean;
  readonly accept?: string;
  readonly patienceMs?: number;
}

/** The HTTP interface of api/openapi.yaml, under the page's own origin. */
export class Api {
  readonly #fetch: Fetch;
  readonly #ownerKey: string;
  readonly #patienceMs: number;

  constructor(fetch: Fetch, ownerKey: string, patienceMs = PATIENCE_MS) {
    this.#fetch = fetch;
    this.#ownerKey = ownerKey;
    this.#patienceMs = patienceMs;
  }

  predict(request: PredictRequest): Promise<Reading> {
    return this.#ask('POST', '/predict', { json: request, own: true });
  }

  predictions(cursor?: string): Promise<PredictionPage> {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return this.#ask('GET', `/predictions?limit=24${query}`, { own: true });
  }

  async isRecorded(id: string): Promise<boolean> {
    try {
      await this.#send('GET', `/predictions/${id}`, { own: true });
      return true;
    } catch (error) {
      if (error instanceof ApiFailure && error.kind === 'not-found') return false;
      throw error;
    }
  }

  async correct(id: string, labels: readonly number[]): Promise<void> {
    await this.#send('PUT', `/predictions/${id}/labels`, { json: { labels }, own: true });
  }

  async forget(id: string): Promise<void> {
    await this.#send('DELETE', `/predictions/${id}`, { own: true });
  }

  /** The whole labelled set, however many answers it takes. */
  async dataset(type: 'text/csv' | 'application/x-ndjson'): Promise<string> {
    const patienceMs = DATASET_PATIENCE * this.#patienceMs;
    let whole = '';
    let next: string | null = '/dataset';
    while (next !== null) {
      const asked: string = next;
      const { text, headers } = await this.#send('GET', asked, { own: true, accept: type, patienceMs });
      // Every CSV answer has the header line; the set has it once.
      whole += type === 'text/csv' && whole !== '' ? text.slice(text.indexOf('\n') + 1) : text;
      next = nextLink(headers.get('Link'), asked);
    }
    return whole;
  }

  model(): Promise<ModelCard> {
    return this.#ask('GET', '/model');
  }

  async trainingRuns(): Promise<readonly TrainingRun[]> {
    return (await this.#ask<Schemas['TrainingRunList']>('GET', '/training-runs')).runs;
  }

  startTrainingRun(): Promise<TrainingRun> {
    return this.#ask('POST', '/training-runs');
  }

  async #ask<T>(method: string, path: string, order?: Order): Promise<T> {
    const { text } = await this.#send(method, path, order);
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new ApiFailure('broken', 'The service’s answer can’t be understood.');
    }
  }

  /** The whole answer: one whose body stalls or breaks off has failed like one that never came. */
  async #send(
    method: string,
    path: string,
    { json, own = false, accept = 'application/json', patienceMs = this.#patienceMs }: Order = {},
  ): Promise<{ text: string; headers: Headers }> {
    const headers: Record<string, string> = { Accept: accept };
    if (own) headers['Authorization'] = `Bearer ${this.#ownerKey}`;
    const signal = AbortSignal.timeout(patienceMs);
    const init: RequestInit = { method, headers, signal };
    if (json !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(json);
    }
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(path, init);
      text = await response.text();
    } catch {
      throw signal.aborted
        ? new ApiFailure('slow', 'No answer came in time.')
        : new ApiFailure('offline', 'The service can’t be reached.');
    }
    if (!response.ok) throw failureOf(response, text);
    return { text, headers: response.headers };
  }
}

/** A fresh owner key: what makes a record the caller's own. 32 random bytes of base64url. */
export function newOwnerKey(): string {
  return randomName(32);
}

/** Random bytes as base64url: what `crypto.randomUUID` is missing for, without TLS. */
export function randomName(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function failureOf(response: Response, text: string): ApiFailure {
  const problem = problemOf(response, text);
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiFailure(
    kindOf(response.status, problem?.type),
    problem?.detail ?? `The service answered ${response.status}.`,
    Number.isFinite(wait) ? wait * 1000 : 0,
  );
}

function problemOf(response: Response, text: string): Problem | null {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return null;
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return null; // Not what it says it is: the status alone has to do.
  }
}

function kindOf(status: number, type: string | undefined): FailureKind {
  if (type === '/problems/nothing-drawn') return 'nothing-drawn';
  if (status === 429) return 'throttled';
  if (status === 503) return 'no-model';
  if (status === 408 || status === 504) return 'slow';
  if (status >= 500) return 'broken';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return 'refused';
}

/** The link is relative to what was asked for: the API need not know under which path it serves. */
function nextLink(header: string | null, asked: string): string | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(header ?? '')?.[1];
  if (link === undefined) return null;
  const { pathname, search } = new URL(link, new URL(asked, 'https://cirrus.example'));
  return pathname + search;
}
