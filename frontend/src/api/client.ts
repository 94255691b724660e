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

  async predict(request: PredictRequest): Promise<Reading> {
    const response = await this.#send('POST', '/predict', { json: request, own: true });
    return (await response.json()) as Reading;
  }

  async predictions(cursor?: string): Promise<PredictionPage> {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await this.#send('GET', `/predictions?limit=24${query}`, { own: true });
    return (await response.json()) as PredictionPage;
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

  async correct(id: string, labels: readonly number[]): Promise<PredictionRecord> {
    const response = await this.#send('PUT', `/predictions/${id}/labels`, {
      json: { labels },
      own: true,
    });
    return (await response.json()) as PredictionRecord;
  }

  async forget(id: string): Promise<void> {
    await this.#send('DELETE', `/predictions/${id}`, { own: true });
  }

  /** The whole labelled set, however many answers it takes. */
  async dataset(type: 'text/csv' | 'application/x-ndjson'): Promise<string> {
    let text = '';
    let next: string | null = '/dataset';
    while (next !== null) {
      const response: Response = await this.#send('GET', next, { own: true, accept: type });
      const part = await response.text();
      // Every CSV answer has the header line; the set has it once.
      text += type === 'text/csv' && text !== '' ? part.slice(part.indexOf('\n') + 1) : part;
      next = nextLink(response.headers.get('Link'), next);
    }
    return text;
  }

  async model(): Promise<ModelCard> {
    return (await (await this.#send('GET', '/model', {})).json()) as ModelCard;
  }

  async trainingRuns(): Promise<readonly TrainingRun[]> {
    const response = await this.#send('GET', '/training-runs', {});
    return ((await response.json()) as Schemas['TrainingRunList']).runs;
  }

  async startTrainingRun(): Promise<TrainingRun> {
    return (await (await this.#send('POST', '/training-runs', {})).json()) as TrainingRun;
  }

  async #send(
    method: string,
    path: string,
    { json, own = false, accept }: { json?: unknown; own?: boolean; accept?: string },
  ): Promise<Response> {
    const headers: Record<string, string> = { Accept: accept ?? 'application/json' };
    if (own) headers['Authorization'] = `Bearer ${this.#ownerKey}`;
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(this.#patienceMs) };
    if (json !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(json);
    }
    let response: Response;
    try {
      response = await this.#fetch(path, init);
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
      throw timedOut
        ? new ApiFailure('slow', 'No answer came in time.')
        : new ApiFailure('offline', 'The service can’t be reached.');
    }
    if (!response.ok) throw await failureOf(response);
    return response;
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

async function failureOf(response: Response): Promise<ApiFailure> {
  const problem = await problemOf(response);
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiFailure(
    kindOf(response.status, problem?.type),
    problem?.detail ?? `The service answered ${response.status}.`,
    Number.isFinite(wait) ? wait * 1000 : 0,
  );
}

async function problemOf(response: Response): Promise<Problem | null> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return null;
  try {
    return (await response.json()) as Problem;
  } catch {
    return null; // A body that broke off: the status alone has to do.
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
