import { ApiError, type Prediction } from '../api/client';
import { backoff } from '../api/backoff';
import type { Box, Position } from '../drawing/drawing';
import type { ClassifiedSnapshot } from './marks';
import type { UnreadPicture } from './pictureReading';

/** A digit that `vision` found: its box, and the 28 × 28 pixels for the network. */
export interface FoundDigit {
  readonly box: Box;
  readonly pixels: Uint8Array;
  /** The line of text that it belongs to, from 0. */
  readonly line: number;
  /** Whether it is known to be a digit, because the user or the service's own segmentation says so. */
  readonly isCertain: boolean;
}

/** The digits in a drawing at one moment. */
export interface Snapshot {
  readonly drawingId: string;
  /** A hash of the ink: equal for equal strokes in the same drawing. */
  readonly fingerprint: string;
  /** The name of the picture under the strokes, if there is one. */
  readonly file: string | null;
  /** The picture that the service has yet to read; null if there is none, or once it is read. */
  readonly picture: UnreadPicture | null;
  readonly digits: readonly FoundDigit[];
  /** Ink that is not a digit. */
  readonly rejected: readonly Box[];
  /** The corners of the sheet of paper on which the digits were found, if it is not all of the picture. */
  readonly sheet: readonly Position[] | null;
  /** How many more digits were found than a request may contain. */
  readonly omitted: number;
}

/** Why a reading is final: the user paused, or requested it. */
export type FinalReason = 'pause' | 'request';

/** The service's response for a snapshot. */
export interface PredictOutcome {
  /** The snapshot without the marks that are not digits; if it is of a picture, with its digits. */
  readonly snapshot: Snapshot;
  /** One for each digit of the snapshot; none if there are only other marks. */
  readonly predictions: readonly Prediction[];
  /** The version of the service's model; null if there was no digit for it. */
  readonly model: string | null;
  /** The record's id, if there is a record. */
  readonly id: string | null;
  /** The id under which it may still be recorded although the response did not confirm it. */
  readonly pendingId: string | null;
}

/** A reading of a snapshot. */
export interface ReadingResult extends Omit<PredictOutcome, 'model'> {
  /** The request's number; later requests have higher ones. */
  readonly number: number;
  readonly final: FinalReason | null;
  /** Whose reading this is. That of the service counts; the device's is displayed until it comes. */
  readonly source: 'device' | 'service';
  /** What the device read in the same snapshot; null if it did not or has not yet. */
  readonly onDevice: readonly Prediction[] | null;
}

export interface LiveReaderPorts {
  /** The drawing as it is now. Rejects if the page can't find digits at the moment. */
  capture(): Promise<Snapshot>;
  predict(snapshot: Snapshot, record: boolean): Promise<PredictOutcome>;
  /** Reads a snapshot on this device; null if there is no model for that. */
  readOnDevice(snapshot: Snapshot): Promise<ClassifiedSnapshot | null> | null;
  /** @param pending whether a newer reading is awaited */
  show(result: ReadingResult | null, pending: boolean): void;
  /** The service and the device have read the same ink for a final reading. */
  compare(
    model: string,
    drawingId: string,
    ofService: readonly Prediction[],
    onDevice: readonly Prediction[],
  ): void;
  /** A final reading, possibly of a drawing that has been cleared since. */
  finished(result: ReadingResult): void;
  failed(error: ApiError, retryInMs: number | null): void;
  /** The response to the latest request is taking long. */
  slow(): void;
  /** The drawing was cleared before the service could read it. */
  unread(snapshot: Snapshot): void;
  /** Whether a reading of the current drawing is awaited, if that changes without a new result. */
  pendingChanged(pending: boolean): void;
  after(ms: number, then: () => void): () => void;
  random(): number;
}

/** How often a reading is requested while the pen moves, if the device can't read. */
export const MOVE_INTERVAL_MS = 250;
/** How often the device reads while the pen moves: finding the digits takes a part of a frame. */
export const DEVICE_INTERVAL_MS = 50;
/** How long the pen rests before a reading is final. */
export const PAUSE_MS = 1000;
export const SLOW_AFTER_MS = 2500;

/**
 * Keeps the reading up to date with the drawing. While the pen moves, the device reads, or the service
 * a few times a second if the device can't. At every pen-up the service reads. A final reading, which
 * is recorded, is requested after a pause or by the user. Readings are numbered, so that a response
 * that is older than the displayed one or belongs to another drawing is never displayed.
 */
export class LiveReader {
  readonly #ports: LiveReaderPorts;
  /** The number of the latest reading, and of the latest one of the service. */
  #latest = 0;
  #requested = 0;
  #displayed = 0;
  #displayedSource: ReadingResult['source'] = 'service';
  #inFlight = 0;
  #isReadingOnDevice = false;
  /** Requests up to this number belong to earlier drawings. */
  #lastOfEarlierDrawing = 0;
  /** The latest of them to the service. */
  #lastRequestOfEarlierDrawing = 0;
  #attempt = 0;
  #changed = false;
  /** The final reading of the current ink, pending or complete. */
  #final: Promise<ReadingResult | null> | null = null;
  /** Whether and why the result of a retry is final. */
  #retryReason: FinalReason | null = null;
  /** The latest snapshot of the current drawing, until the service has read it. */
  #unread: Snapshot | null = null;
  #pending = false;
  #cancelMoveTimer: (() => void) | null = null;
  #cancelPauseTimer: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: LiveReaderPorts) {
    this.#ports = ports;
  }

  /**
   * The pen moved. Reads soon, but once at a time.
   *
   * @param source who reads before the stroke is complete; null if nobody does
   */
  moved(source: ReadingResult['source'] | null): void {
    this.#invalidate();
    if (source === null) return;
    const interval = source === 'device' ? DEVICE_INTERVAL_MS : MOVE_INTERVAL_MS;
    this.#cancelMoveTimer ??= this.#ports.after(interval, () => {
      this.#cancelMoveTimer = null;
      if (!this.#changed) return;
      if (source === 'device') {
        if (!this.#isReadingOnDevice) void this.#readOnDeviceOnly();
      } else if (this.#inFlight === 0 && this.#cancelRetry === null) {
        void this.#read(null);
      }
    });
  }

  /** A stroke was completed, undone or redone. Requests a reading now and a final one later. */
  changed(): void {
    this.#invalidate();
    this.#stopMoveTimer();
    if (this.#cancelRetry === null) void this.#read(null);
    else void this.#readOnDeviceOnly();
    this.#cancelPauseTimer = this.#ports.after(PAUSE_MS, () => {
      this.#cancelPauseTimer = null;
      if (this.#cancelRetry !== null) this.#retryReason = 'pause';
      else void this.#readFinally('pause');
    });
  }

  /** A drawing was restored. It is read but not recorded, because it is not new. */
  resume(): void {
    void this.#read(null);
  }

  /**
   * Requests a final reading. Resolves to null if there is no digit or no response.
   *
   * @param again whether to repeat the request although there is a final reading
   */
  async request(again = false): Promise<ReadingResult | null> {
    this.#stopWaiting();
    if (again) this.#final = null;
    return this.#readFinally('request');
  }

  /** A new drawing was started: responses for the previous one are not displayed any more. */
  cleared(): void {
    // A final reading that is being retried may still be recorded; if it fails, it is deferred then.
    const isRetrying =
      this.#cancelRetry !== null || (this.#attempt > 0 && this.#retryReason === null);
    this.#invalidate();
    this.#stopMoveTimer();
    this.#stopWaiting();
    const deferred = isRetrying ? this.#unread : null;
    if (deferred !== null) this.#ports.unread(deferred);
    this.#unread = null;
    this.#pending = false;
    this.#changed = false;
    this.#attempt = 0;
    this.#lastOfEarlierDrawing = this.#latest;
    this.#lastRequestOfEarlierDrawing = deferred === null ? this.#requested : 0;
    this.#ports.show(null, false);
  }

  /** Retries now if a retry is scheduled. */
  retry(): void {
    if (this.#cancelRetry === null) return;
    this.#stopWaiting();
    void this.#retryNow();
  }

  #invalidate(): void {
    this.#changed = true;
    this.#final = null;
    this.#retryReason = null;
    this.#cancelPauseTimer?.();
    this.#cancelPauseTimer = null;
  }

  #retryNow(): Promise<ReadingResult | null> {
    return this.#retryReason === null ? this.#read(null) : this.#readFinally(this.#retryReason);
  }

  /** Records the same ink once, however often a final reading is requested. */
  async #readFinally(final: FinalReason): Promise<ReadingResult | null> {
    const reading = this.#final ?? this.#read(final);
    this.#final = reading;
    const result = await reading;
    if (result?.id == null && this.#final === reading) this.#final = null;
    return result;
  }

  async #read(final: FinalReason | null): Promise<ReadingResult | null> {
    const number = ++this.#latest;
    this.#requested = number;
    this.#changed = false;
    this.#retryReason = final;
    this.#inFlight++;
    let snapshot: Snapshot | null = null;
    let cancelSlowTimer: (() => void) | null = null;
    try {
      const captured = this.#ports.capture();
      this.#setPending(true);
      snapshot = await captured;
      if (snapshot.digits.length === 0 && snapshot.picture === null) {
        this.#displayOfService(number, null);
        return null;
      }
      let onDevice: readonly Prediction[] | null = null;
      const readingOnDevice = this.#readOnDevice(snapshot, number).then((predictions) => {
        onDevice = predictions;
        return predictions;
      });
      const request = this.#ports.predict(snapshot, final !== null);
      if (this.#isLatestRequest(number)) this.#unread = snapshot;
      cancelSlowTimer = this.#ports.after(SLOW_AFTER_MS, () => {
        if (this.#isCurrent(number)) this.#ports.slow();
      });
      const outcome = await request;
      const { model, ...reading } = outcome;
      const result: ReadingResult = {
        ...reading,
        number,
        final,
        source: 'service',
        onDevice,
      };
      if (number > this.#lastOfEarlierDrawing) this.#attempt = 0;
      this.#displayOfService(number, result);
      if (final === null) return result;
      this.#ports.finished(result);
      if (model !== null) {
        const { drawingId } = snapshot;
        void readingOnDevice.then((predictions) => {
          if (predictions === null) return;
          this.#ports.compare(model, drawingId, reading.predictions, predictions);
        });
      }
      return result;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#fail(number, error, final, snapshot);
      return null;
    } finally {
      cancelSlowTimer?.();
      this.#inFlight--;
    }
  }

  /** Displays what the device reads until the service has read the drawing. */
  async #readOnDeviceOnly(): Promise<void> {
    const number = ++this.#latest;
    this.#changed = false;
    this.#isReadingOnDevice = true;
    try {
      const snapshot = await this.#ports.capture();
      if (snapshot.picture !== null) return;
      if (snapshot.digits.length > 0) await this.#readOnDevice(snapshot, number);
      else if (this.#isNew(number)) this.#display(number, 'device', null);
    } catch (error) {
      // The request at the end of the stroke reports it.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isReadingOnDevice = false;
    }
  }

  async #readOnDevice(snapshot: Snapshot, number: number): Promise<readonly Prediction[] | null> {
    const reading = await this.#ports.readOnDevice(snapshot);
    if (reading === null) return null;
    const { predictions } = reading;
    if (this.#isNew(number)) {
      this.#display(number, 'device', {
        ...reading,
        id: null,
        pendingId: null,
        number,
        final: null,
        source: 'device',
        onDevice: predictions,
      });
    }
    return predictions;
  }

  #displayOfService(number: number, result: ReadingResult | null): void {
    const pending = this.#pending && !this.#isLatestRequest(number);
    if (this.#isLatestRequest(number)) this.#unread = null;
    if (this.#isCurrent(number)) {
      this.#pending = pending;
      this.#display(number, 'service', result);
    } else {
      this.#setPending(pending);
    }
  }

  #display(number: number, source: ReadingResult['source'], result: ReadingResult | null): void {
    this.#displayed = number;
    this.#displayedSource = source;
    this.#ports.show(result, this.#pending);
  }

  #isLatestRequest(number: number): boolean {
    return number === this.#requested && number > this.#lastOfEarlierDrawing;
  }

  /** Whether a reading belongs to this drawing and is newer than what is displayed. */
  #isNew(number: number): boolean {
    return number > this.#lastOfEarlierDrawing && number > this.#displayed;
  }

  /** Whether the service's reading belongs to this drawing and nothing newer is displayed. */
  #isCurrent(number: number): boolean {
    if (this.#isNew(number)) return true;
    return (
      number > this.#lastOfEarlierDrawing &&
      number === this.#displayed &&
      this.#displayedSource === 'device'
    );
  }

  #fail(
    number: number,
    error: ApiError,
    final: FinalReason | null,
    snapshot: Snapshot | null,
  ): void {
    const isLastOfEarlier = number === this.#lastRequestOfEarlierDrawing;
    if (isLastOfEarlier && error.retryable && snapshot !== null) this.#ports.unread(snapshot);
    if (number <= this.#lastOfEarlierDrawing || number < this.#requested) return;
    if (!error.retryable) {
      this.#unread = null;
      this.#setPending(false);
      this.#ports.failed(error, null);
      return;
    }
    const wait = backoff(this.#attempt++, error.retryAfterMs, this.#ports.random());
    this.#retryReason = final ?? this.#retryReason;
    this.#ports.failed(error, wait);
    this.#cancelRetry?.();
    this.#cancelRetry = this.#ports.after(wait, () => {
      this.#cancelRetry = null;
      void this.#retryNow();
    });
  }

  #setPending(pending: boolean): void {
    if (pending === this.#pending) return;
    this.#pending = pending;
    this.#ports.pendingChanged(pending);
  }

  #stopMoveTimer(): void {
    this.#cancelMoveTimer?.();
    this.#cancelMoveTimer = null;
  }

  #stopWaiting(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelPauseTimer?.();
    this.#cancelPauseTimer = null;
  }
}
