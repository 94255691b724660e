import { ApiFailure, type Prediction } from '../api/client';
import { backoff } from '../api/backoff';

/** A rectangle on the canvas, in canvas units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A digit that vision found: where, and the 28 × 28 values that the network gets. */
export interface FoundDigit {
  readonly box: Box;
  readonly pixels: Uint8Array;
}

/** What was on the sheet at one moment. */
export interface Sight {
  readonly sheet: string;
  /** The same for the same marks on the same sheet. */
  readonly marks: string;
  /** The name of the picture under the strokes, if there is one. */
  readonly file: string | null;
  readonly digits: readonly FoundDigit[];
  /** How many more there are, which are not read. */
  readonly unread: number;
}

/** Why a reading was final: the pen rested, or the person asked. */
export type Finality = 'rest' | 'asked';

/** What the network made of a sight, and what became of the record. */
export interface Outcome {
  readonly predictions: readonly Prediction[];
  /** The record's id, where there is one. */
  readonly id: string | null;
  /** The id under which it may yet be recorded, though the answer did not say so. */
  readonly sent: string | null;
}

/** A reading as it is shown. */
export interface Answer extends Outcome {
  /** Later requests have higher numbers. */
  readonly number: number;
  readonly sight: Sight;
  readonly final: Finality | null;
}

export interface ReaderPorts {
  look(): Sight;
  ask(sight: Sight, record: boolean): Promise<Outcome>;
  show(answer: Answer | null): void;
  /** A final reading, which may belong to a sheet that has been cleared since. */
  finished(answer: Answer): void;
  failed(failure: ApiFailure, retryInMs: number | null): void;
  /** An answer that would be shown takes its time. */
  late(): void;
  after(ms: number, then: () => void): () => void;
  chance(): number;
}

export const TICK_MS = 250;
export const REST_MS = 1000;
export const LATE_MS = 2500;

/**
 * Keeps the reading in step with the drawing. While the pen moves it asks a few times a second, at
 * every pen-up at once, and when the pen has rested (or the person asks) once more for the record.
 * Requests are numbered: an answer older than the one shown, or of another sheet, is never shown.
 */
export class Reader {
  readonly #ports: ReaderPorts;
  #sent = 0;
  #shown = 0;
  #inFlight = 0;
  #sheetSince = 0;
  #attempt = 0;
  #changed = false;
  /** The final reading of the marks as they are, on its way or here; null until there is one. */
  #final: Promise<Answer | null> | null = null;
  /** What a retry has to bring. */
  #wanted: Finality | null = null;
  #cancelTick: (() => void) | null = null;
  #cancelRest: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: ReaderPorts) {
    this.#ports = ports;
  }

  /** The pen moved: read soon, but not more often than every tick, and one request at a time. */
  moved(): void {
    this.#touch();
    this.#cancelTick ??= this.#ports.after(TICK_MS, () => {
      this.#cancelTick = null;
      if (this.#changed && this.#inFlight === 0 && this.#cancelRetry === null) {
        void this.#read(null);
      }
    });
  }

  /** A stroke is complete, or was undone or redone: read at once, and for the record after a rest. */
  changed(): void {
    this.#touch();
    this.#stopTick();
    if (this.#cancelRetry === null) void this.#read(null);
    this.#cancelRest = this.#ports.after(REST_MS, () => {
      this.#cancelRest = null;
      if (this.#cancelRetry !== null) this.#wanted = 'rest';
      else void this.#readFinally('rest');
    });
  }

  /** What was drawn before lies there again: read, though not for the record, it is no new drawing. */
  resume(): void {
    void this.#read(null);
  }

  /** The person asks for a reading that counts: null where there is nothing to read, or no answer. */
  async ask(anew = false): Promise<Answer | null> {
    this.#stopWaiting();
    if (anew) this.#final = null;
    return this.#readFinally('asked');
  }

  /** A new sheet: what was asked of the old one is not shown any more. */
  cleared(): void {
    this.#touch();
    this.#stopTick();
    this.#stopWaiting();
    this.#changed = false;
    this.#attempt = 0;
    this.#sheetSince = this.#sent;
    this.#ports.show(null);
  }

  /** Tries again now instead of when the waiting is over. */
  retry(): void {
    if (this.#cancelRetry === null) return;
    this.#stopWaiting();
    void this.#again();
  }

  #touch(): void {
    this.#changed = true;
    this.#final = null;
    this.#wanted = null;
    this.#cancelRest?.();
    this.#cancelRest = null;
  }

  #again(): Promise<Answer | null> {
    return this.#wanted === null ? this.#read(null) : this.#readFinally(this.#wanted);
  }

  /** The same marks are recorded once, however often they are asked for. */
  async #readFinally(final: Finality): Promise<Answer | null> {
    const reading = this.#final ?? this.#read(final);
    this.#final = reading;
    const answer = await reading;
    if (answer?.id == null && this.#final === reading) this.#final = null;
    return answer;
  }

  async #read(final: Finality | null): Promise<Answer | null> {
    const sight = this.#ports.look();
    const number = ++this.#sent;
    this.#changed = false;
    this.#wanted = final;
    if (sight.digits.length === 0) {
      this.#shown = number;
      this.#ports.show(null);
      return null;
    }
    this.#inFlight++;
    const cancelLate = this.#ports.after(LATE_MS, () => {
      if (this.#isAwaited(number)) this.#ports.late();
    });
    try {
      const outcome = await this.#ports.ask(sight, final !== null);
      const answer: Answer = { ...outcome, number, sight, final };
      if (this.#isAwaited(number)) {
        this.#shown = number;
        this.#attempt = 0;
        this.#ports.show(answer);
      }
      if (final !== null) this.#ports.finished(answer);
      return answer;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.#fail(number, error, final);
      return null;
    } finally {
      cancelLate();
      this.#inFlight--;
    }
  }

  /** Whether it is of this sheet, and nothing newer is shown. */
  #isAwaited(number: number): boolean {
    return number > this.#sheetSince && number > this.#shown;
  }

  #fail(number: number, failure: ApiFailure, final: Finality | null): void {
    if (number <= this.#sheetSince || number < this.#sent) return;
    if (!failure.passes) {
      this.#ports.failed(failure, null);
      return;
    }
    const wait = backoff(this.#attempt++, failure.retryAfterMs, this.#ports.chance());
    this.#wanted = final ?? this.#wanted;
    this.#ports.failed(failure, wait);
    this.#cancelRetry?.();
    this.#cancelRetry = this.#ports.after(wait, () => {
      this.#cancelRetry = null;
      void this.#again();
    });
  }

  #stopTick(): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
  }

  #stopWaiting(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelRest?.();
    this.#cancelRest = null;
  }
}
