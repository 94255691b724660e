import { ApiFailure } from '../api/client';
import { backoff } from '../api/backoff';

/** What still has to reach the ledger. */
export type Errand =
  | { readonly kind: 'correct'; readonly id: string; readonly labels: readonly number[] }
  | { readonly kind: 'forget'; readonly id: string };

export interface OutboxPorts {
  carry(errand: Errand): Promise<void>;
  load(): readonly Errand[];
  save(errands: readonly Errand[]): void;
  lost(errand: Errand, failure: ApiFailure): void;
  after(ms: number, then: () => void): () => void;
  chance(): number;
}

const TRIES_FOR_A_LATE_RECORD = 6;

/**
 * Corrections and deletions on their way: kept over a reload, carried one after the other, tried
 * again with growing pauses. A record is written a moment after its prediction was answered, so a
 * 404 counts as "not there yet" for a few tries. The list is what is kept, for every tab adds to it.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  #attempt = 0;
  #busy = false;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Adds an errand; it takes the place of a waiting one of the same kind for the same record. */
  add(errand: Errand): void {
    const others = this.#ports
      .load()
      .filter((other) => other.id !== errand.id || other.kind !== errand.kind);
    this.#ports.save([...others, errand]);
    this.run();
  }

  run(): void {
    if (this.#busy) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void this.#carryNext();
  }

  async #carryNext(): Promise<void> {
    const [errand] = this.#ports.load();
    if (errand === undefined) return;
    this.#busy = true;
    try {
      await this.#ports.carry(errand);
      this.#finish(errand);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (!this.#worthATry(error)) {
        this.#finish(errand);
        this.#ports.lost(errand, error);
      } else {
        this.#busy = false;
        const wait = backoff(this.#attempt++, error.retryAfterMs, this.#ports.chance());
        this.#cancelRetry = this.#ports.after(wait, () => this.run());
        return;
      }
    }
    this.#busy = false;
    await this.#carryNext();
  }

  #worthATry(failure: ApiFailure): boolean {
    return (
      failure.passes || (failure.kind === 'not-found' && this.#attempt < TRIES_FOR_A_LATE_RECORD)
    );
  }

  /** Leaves a newer errand for the same record, which came while this one was carried. */
  #finish(errand: Errand): void {
    const carried = JSON.stringify(errand);
    this.#attempt = 0;
    this.#ports.save(this.#ports.load().filter((other) => JSON.stringify(other) !== carried));
  }
}
