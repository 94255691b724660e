import { backoff } from '../api/backoff';
import { ApiError } from '../api/client';
import { isArrayOf, isInteger, isNullOr, isObject, isString } from '../storage/schema';
import { fromBase64, toBase64 } from './base64';
import type { Snapshot } from './liveReader';

/** A drawing that was cleared before the service could read it, in a form that can be stored. */
export interface DeferredReading {
  readonly drawingId: string;
  readonly fingerprint: string;
  readonly file: string | null;
  /** The 28 × 28 pixels of each digit in base64. */
  readonly digits: readonly string[];
  /** The line of each digit. */
  readonly lines: readonly number[];
}

export const isDeferredReadings = isArrayOf(
  isObject<DeferredReading>({
    drawingId: isString,
    fingerprint: isString,
    file: isNullOr(isString),
    digits: isArrayOf(isString),
    lines: isArrayOf(isInteger(0, Number.MAX_SAFE_INTEGER)),
  }),
);

export interface DeferredReadingsPorts {
  load(): readonly DeferredReading[];
  save(readings: readonly DeferredReading[]): void;
  /** Requests the final reading of a snapshot and lists it. */
  read(snapshot: Snapshot): Promise<void>;
  after(ms: number, then: () => void): () => void;
  random(): number;
}

const MAX_DEFERRED = 50;
const NO_BOX = { x: 0, y: 0, width: 1, height: 1 };

/** Reads drawings that were cleared while the service was not available, once it is. */
export class DeferredReadings {
  readonly #ports: DeferredReadingsPorts;
  #attempt = 0;
  #busy = false;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: DeferredReadingsPorts) {
    this.#ports = ports;
  }

  /** Adds a snapshot, except of a picture, which is too large to be stored a second time. */
  add({ drawingId, fingerprint, file, digits, picture }: Snapshot): void {
    if (picture !== null) return;
    const reading = {
      drawingId,
      fingerprint,
      file,
      digits: digits.map(({ pixels }) => toBase64(pixels)),
      lines: digits.map(({ line }) => line),
    };
    const others = this.#ports.load().filter((other) => other.fingerprint !== fingerprint);
    this.#ports.save([...others, reading].slice(-MAX_DEFERRED));
    if (this.#cancelRetry === null) this.#scheduleRetry(0);
  }

  run(): void {
    if (this.#busy) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void this.#readNext();
  }

  async #readNext(): Promise<void> {
    const [first] = this.#ports.load();
    if (first === undefined) return;
    this.#busy = true;
    try {
      await this.#ports.read(snapshotOf(first));
      this.#attempt = 0;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.retryable) {
        this.#busy = false;
        this.#scheduleRetry(error.retryAfterMs);
        return;
      }
    }
    this.#busy = false;
    this.#ports.save(
      this.#ports.load().filter(({ fingerprint }) => fingerprint !== first.fingerprint),
    );
    await this.#readNext();
  }

  #scheduleRetry(retryAfterMs: number): void {
    const wait = backoff(this.#attempt++, retryAfterMs, this.#ports.random());
    this.#cancelRetry = this.#ports.after(wait, () => this.run());
  }
}

function snapshotOf({ drawingId, fingerprint, file, digits, lines }: DeferredReading): Snapshot {
  return {
    drawingId,
    fingerprint,
    file,
    picture: null,
    digits: digits.map((pixels, i) => ({
      box: NO_BOX,
      pixels: fromBase64(pixels),
      line: lines[i] ?? 0,
      isCertain: false,
    })),
    rejected: [],
    sheet: null,
    omitted: 0,
  };
}
