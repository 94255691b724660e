import { ApiError } from '../api/client';
import { backoff } from '../api/backoff';
import { type Labels, isLabels } from '../drawing/labels';
import { isArrayOf, isEither, isObject, isOneOf, isString } from './schema';

/** A change of a record that the service has not confirmed yet. No labels withdraw those it has. */
export type OutboxEntry =
  | { readonly kind: 'correct'; readonly id: string; readonly labels: Labels }
  | { readonly kind: 'delete'; readonly id: string };

export const isOutbox = isArrayOf<OutboxEntry>(
  isEither(
    isObject<OutboxEntry & { kind: 'correct' }>({
      kind: isOneOf('correct'),
      id: isString,
      labels: isLabels,
    }),
    isObject<OutboxEntry & { kind: 'delete' }>({ kind: isOneOf('delete'), id: isString }),
  ),
);

export interface OutboxPorts {
  send(entry: OutboxEntry): Promise<void>;
  load(): readonly OutboxEntry[];
  save(entries: readonly OutboxEntry[]): void;
  /** The service rejected the entry, and it was dropped. */
  dropped(entry: OutboxEntry, error: ApiError): void;
  after(ms: number, then: () => void): () => void;
  random(): number;
}

/** A record is written a moment after its prediction was answered, so a 404 may be premature. */
const NOT_FOUND_RETRIES = 6;

/**
 * Corrections and deletions that are stored until the service has confirmed them. They are sent one
 * at a time in their order, with growing pauses after failures. The list is read from storage each
 * time because every tab adds to it.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  #attempt = 0;
  #busy = false;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Adds an entry, which replaces a waiting one of the same kind for the same record. */
  add(entry: OutboxEntry): void {
    const others = this.#ports
      .load()
      .filter((other) => other.id !== entry.id || other.kind !== entry.kind);
    this.#ports.save([...others, entry]);
    this.run();
  }

  run(): void {
    if (this.#busy) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void this.#sendNext();
  }

  async #sendNext(): Promise<void> {
    const [entry] = this.#ports.load();
    if (entry === undefined) return;
    this.#busy = true;
    try {
      await this.#ports.send(entry);
      this.#remove(entry);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!this.#shouldRetry(error)) {
        this.#remove(entry);
        this.#ports.dropped(entry, error);
      } else {
        this.#busy = false;
        const wait = backoff(this.#attempt++, error.retryAfterMs, this.#ports.random());
        this.#cancelRetry = this.#ports.after(wait, () => this.run());
        return;
      }
    }
    this.#busy = false;
    await this.#sendNext();
  }

  #shouldRetry(error: ApiError): boolean {
    return error.retryable || (error.kind === 'not-found' && this.#attempt < NOT_FOUND_RETRIES);
  }

  /** Keeps a newer entry for the same record that was added while this one was sent. */
  #remove(entry: OutboxEntry): void {
    const sent = JSON.stringify(entry);
    this.#attempt = 0;
    this.#ports.save(this.#ports.load().filter((other) => JSON.stringify(other) !== sent));
  }
}
