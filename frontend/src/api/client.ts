import type { Labels } from '../drawing/labels';
import { t } from '../texts/translation';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Reading = Schemas['Reading'];
export type Prediction = Schemas['Prediction'];
export type PredictionRecord = Schemas['PredictionRecord'];
export type PredictionPage = Schemas['PredictionPage'];
export type ModelCard = Schemas['ModelCard'];
export type TrainingRun = Schemas['TrainingRun'];
export type ModelPointer = Schemas['ModelPointer'];
export type Problem = Schemas['Problem'];
export type PredictRequest = Schemas['PredictRequest'];

/** The failures that the page reports differently. */
export type ApiErrorKind =
  | 'offline'
  | 'timeout'
  | 'throttled'
  | 'unavailable'
  | 'server-error'
  | 'forbidden'
  | 'not-found'
  | 'nothing-drawn'
  | 'rejected';

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly retryAfterMs: number;

  constructor(kind: ApiErrorKind, message: string, retryAfterMs = 0) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return ['offline', 'timeout', 'throttled', 'unavailable', 'server-error'].includes(this.kind);
  }
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;
/** The most records in one response. */
const LARGEST_PAGE = 50;
/** One part of the data set is megabytes and may take this many times longer. */
const DATASET_TIMEOUT_FACTOR = 6;

interface RequestOptions {
  readonly json?: unknown;
  readonly picture?: Blob;
  /** Whether to send the owner key. */
  readonly authenticated?: boolean;
  readonly accept?: string;
  readonly timeoutMs?: number;
}

/** Client of the HTTP interface in api/openapi.yaml, on the page's own origin. */
export class Api {
  readonly #fetch: Fetch;
  readonly #ownerKey: string;
  readonly #timeoutMs: number;

  constructor(fetch: Fetch, ownerKey: string, timeoutMs = TIMEOUT_MS) {
    this.#fetch = fetch;
    this.#ownerKey = ownerKey;
    this.#timeoutMs = timeoutMs;
  }

  /** Repeats an earlier request if it has an id, unless that is too old: then it is a new one. */
  async predict({ id, ...request }: PredictRequest): Promise<Reading> {
    const send = (json: PredictRequest): Promise<Reading> =>
      this.#requestJson('POST', '/predict', { json, authenticated: true });
    if (id === undefined) return send(request);
    try {
      return await send({ ...request, id });
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'rejected') return send(request);
      throw error;
    }
  }

  /** Reads a picture without a record. The digits come with their pixels. */
  readPicture(picture: Blob): Promise<Reading> {
    return this.#requestJson('POST', '/predict?record=false&pixels=true', { picture });
  }

  predictions(cursor?: string, limit = 24): Promise<PredictionPage> {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return this.#requestJson('GET', `/predictions?limit=${limit}${query}`, { authenticated: true });
  }

  /** The caller's newest records, at least as many as given if there are. */
  async newestPredictions(count: number): Promise<readonly PredictionRecord[]> {
    const records: PredictionRecord[] = [];
    let next: string | undefined;
    do {
      const page = await this.predictions(next, LARGEST_PAGE);
      records.push(...page.predictions);
      next = page.next;
    } while (next !== undefined && records.length < count);
    return records;
  }

  async isRecorded(id: string): Promise<boolean> {
    try {
      await this.#request('GET', `/predictions/${id}`, { authenticated: true });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'not-found') return false;
      throw error;
    }
  }

  /** Labels a record, or withdraws its labels if there are none. */
  async correct(id: string, labels: Labels): Promise<void> {
    const labelled = labels.flatMap((label, position) => (label === null ? [] : { label, position }));
    const json = {
      labels: labelled.map(({ label }) => label),
      ...(labelled.length === labels.length
        ? {}
        : { positions: labelled.map(({ position }) => position) }),
    };
    await this.#request('PUT', `/predictions/${id}/labels`, { json, authenticated: true });
  }

  async deletePrediction(id: string): Promise<void> {
    await this.#request('DELETE', `/predictions/${id}`, { authenticated: true });
  }

  /** Returns the whole labelled data set, which may take several requests. */
  async dataset(type: 'text/csv' | 'application/x-ndjson'): Promise<string> {
    const timeoutMs = DATASET_TIMEOUT_FACTOR * this.#timeoutMs;
    let whole = '';
    let next: string | null = '/dataset';
    while (next !== null) {
      const path: string = next;
      const options = { authenticated: true, accept: type, timeoutMs };
      const { text, headers } = await this.#request('GET', path, options);
      // Every CSV response has a header line; the data set has one.
      whole += type === 'text/csv' && whole !== '' ? text.slice(text.indexOf('\n') + 1) : text;
      next = nextLink(headers.get('Link'), path);
    }
    return whole;
  }

  model(): Promise<ModelCard> {
    return this.#requestJson('GET', '/model');
  }

  async trainingRuns(): Promise<readonly TrainingRun[]> {
    return (await this.#requestJson<Schemas['TrainingRunList']>('GET', '/training-runs')).runs;
  }

  /** @param promote whether the gate alone decides, or an administrator after it */
  startTrainingRun(promote: 'gate' | 'ask'): Promise<TrainingRun> {
    return this.#requestJson('POST', '/training-runs', { json: { promote } });
  }

  promoteCandidate(run: string): Promise<ModelPointer> {
    return this.#requestJson('POST', `/training-runs/${run}/promotion`);
  }

  /** Cancels an open run, or refuses its candidate if that waits. */
  cancelTrainingRun(run: string): Promise<TrainingRun> {
    return this.#requestJson('POST', `/training-runs/${run}/cancellation`);
  }

  /** Moves back to the model that the current one replaced. */
  rollBackModel(): Promise<ModelPointer> {
    return this.#requestJson('POST', '/model/rollback');
  }

  async #requestJson<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
    const { text } = await this.#request(method, path, options);
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new ApiError('server-error', 'The service sent a response that is not JSON.');
    }
  }

  /** Reads the whole body, because a response that stalls or breaks off counts as failed too. */
  async #request(
    method: string,
    path: string,
    { json, picture, authenticated = false, accept = 'application/json', timeoutMs = this.#timeoutMs }: RequestOptions = {},
  ): Promise<{ text: string; headers: Headers }> {
    const headers: Record<string, string> = { Accept: accept };
    if (authenticated) headers['Authorization'] = `Bearer ${this.#ownerKey}`;
    const signal = AbortSignal.timeout(timeoutMs);
    const init: RequestInit = { method, headers, signal };
    if (json !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(json);
    }
    if (picture !== undefined) {
      headers['Content-Type'] = picture.type;
      init.body = picture;
    }
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(path, init);
      text = await response.text();
    } catch {
      throw signal.aborted
        ? new ApiError('timeout', 'The service did not respond in time.')
        : new ApiError('offline', 'The service could not be reached.');
    }
    if (!response.ok) throw errorOf(response, text);
    return { text, headers: response.headers };
  }
}

/** The labels of a record, one for each digit; null if it has none. */
export function labelsOf({ labels, positions, predictions }: PredictionRecord): Labels | null {
  if (labels === undefined) return null;
  if (positions === undefined) return labels;
  return predictions.map((_, i) => labels[positions.indexOf(i)] ?? null);
}

/** Creates an owner key, which authorises access to the caller's own records: 32 random bytes. */
export function newOwnerKey(): string {
  return randomId(32);
}

/** Random bytes as base64url. `crypto.randomUUID` does not exist on pages without TLS. */
export function randomId(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function errorOf(response: Response, text: string): ApiError {
  const problem = problemOf(response, text);
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiError(
    kindOf(response.status, problem?.type),
    problem?.detail ?? t`The service responded with status ${response.status}.`,
    Number.isFinite(wait) ? wait * 1000 : 0,
  );
}

function problemOf(response: Response, text: string): Problem | null {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return null;
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return null; // The body is not what its type says; the status has to suffice.
  }
}

function kindOf(status: number, type: string | undefined): ApiErrorKind {
  if (type === '/problems/nothing-drawn' || type === '/problems/no-digit') return 'nothing-drawn';
  if (status === 429) return 'throttled';
  if (status === 503) return 'unavailable';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'server-error';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return 'rejected';
}

/** Links are relative to the requested path, because the API may be served under a prefix. */
function nextLink(header: string | null, path: string): string | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(header ?? '')?.[1];
  if (link === undefined) return null;
  const { pathname, search } = new URL(link, new URL(path, 'https://cirrus.example'));
  return pathname + search;
}
