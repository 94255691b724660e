import { backoff } from '../api/backoff';
import { ApiError, type Prediction, type Reading } from '../api/client';
import { type Labels, withLabel } from '../drawing/labels';
import type { OutboxEntry } from '../storage/outbox';
import { LiveReader, type PredictOutcome, type ReadingResult, type Snapshot } from './liveReader';
import { type ClassifiedSnapshot, withoutMarks } from './marks';
import {
  type StoredReading,
  addReading,
  findReading,
  recordIdOf,
  withLabels,
  withoutReading,
  withoutRecent,
} from './storedReadings';

/** The state that the page displays. */
export interface SessionState {
  readonly result: ReadingResult | null;
  readonly labels: Labels | null;
  readonly recorded: boolean;
  /** Whether a reading of the current ink is awaited. */
  readonly pending: boolean;
  readonly selected: number;
  readonly recent: readonly StoredReading[];
}

export interface ReadingSessionPorts {
  /** The drawing as it is now. */
  capture(): Promise<Snapshot>;
  /** Completes the snapshot of a picture. */
  readPicture(snapshot: Snapshot): Promise<Snapshot>;
  /** Whether what the network takes for no digit is none, although the user may mean it as one. */
  rejectsMarks(): boolean;
  /** Repeating a request with the id of its first response does not create a second record. */
  predict(snapshot: Snapshot, record: boolean, id: string | null): Promise<Reading>;
  /** Reads a snapshot on this device; null if there is no model for that. */
  readOnDevice(snapshot: Snapshot): Promise<readonly Prediction[] | null> | null;
  /** Who reads while the pen moves; null if only complete strokes are read. */
  liveSource(): ReadingResult['source'] | null;
  /** The service and the device have read the same snapshot for a final reading. */
  compare(
    model: string,
    drawingId: string,
    ofService: readonly Prediction[],
    onDevice: readonly Prediction[],
  ): void;
  isRecorded(id: string): Promise<boolean>;
  /** Whether final readings are recorded. */
  shouldRecord(): boolean;
  load(): readonly StoredReading[];
  save(readings: readonly StoredReading[]): void;
  enqueue(entry: OutboxEntry): void;
  stateChanged(state: SessionState): void;
  finished(result: ReadingResult): void;
  failed(error: ApiError, retryInMs: number | null): void;
  slow(): void;
  /** The drawing was cleared before the service could read it. */
  unread(snapshot: Snapshot): void;
  after(ms: number, then: () => void): () => void;
  random(): number;
}

const MAX_RECORD_ATTEMPTS = 5;

/** What the service read. `model` is null if there was nothing to classify. */
interface ServiceClassification extends ClassifiedSnapshot {
  readonly model: string | null;
}

/** The reading of the current drawing, the stored readings of earlier ones, and their corrections. */
export class ReadingSession {
  readonly #ports: ReadingSessionPorts;
  readonly #reader: LiveReader;
  #readings: readonly StoredReading[];
  #result: ReadingResult | null = null;
  #selected = 0;
  #pending = false;
  /** A reading that the user corrects is recorded even if readings are not kept otherwise. */
  #correcting = false;
  /** The latest classification, pending or complete. */
  #classified: { readonly key: string; readonly result: Promise<ServiceClassification> } | null = null;

  constructor(ports: ReadingSessionPorts) {
    this.#ports = ports;
    this.#readings = ports.load();
    this.#reader = new LiveReader({
      capture: ports.capture,
      predict: (snapshot, record) => this.#predict(snapshot, record),
      readOnDevice: (snapshot) => this.#readOnDevice(snapshot),
      compare: ports.compare,
      show: (result, pending) => this.#show(result, pending),
      finished: (result) => this.#finish(result),
      failed: ports.failed,
      slow: ports.slow,
      unread: ports.unread,
      pendingChanged: (pending) => {
        this.#pending = pending;
        this.#notify();
      },
      after: ports.after,
      random: ports.random,
    });
  }

  get state(): SessionState {
    const result = this.#result;
    const stored = result === null ? null : findReading(this.#readings, result.snapshot.fingerprint);
    return {
      result,
      labels: stored?.labels ?? null,
      recorded: (stored?.id ?? null) !== null,
      pending: this.#pending,
      selected: this.#selected,
      recent: this.#readings.filter(({ isRecent }) => isRecent),
    };
  }

  moved(): void {
    this.#reader.moved(this.#ports.liveSource());
  }

  changed(): void {
    this.#reader.changed();
  }

  resume(): void {
    this.#reader.resume();
  }

  cleared(): void {
    this.#reader.cleared();
  }

  retry(): void {
    this.#reader.retry();
  }

  /** Requests a final reading; null if there is no digit or no response. */
  async predict(): Promise<ReadingResult | null> {
    return this.#reader.request();
  }

  /** Requests a final reading of a drawing that was cleared, and lists it. Rejects if it fails. */
  async readDeferred(snapshot: Snapshot): Promise<void> {
    const outcome = await this.#predict(snapshot, true);
    if (outcome.predictions.length === 0) return;
    this.#store({ ...outcome, number: 0, final: 'pause', source: 'service', onDevice: null });
  }

  select(index: number): void {
    const count = this.#result?.predictions.length ?? 0;
    if (count === 0) return;
    this.#selected = (index + count) % count;
    this.#notify();
  }

  /**
   * Labels the selected digit and selects the next one, or withdraws that label if it has it already.
   * Returns whether it could be recorded.
   */
  async correct(digit: number): Promise<boolean> {
    const index = this.#selected;
    const reading = await this.#recordedReading();
    if (reading === null || index >= reading.digits.length) return false;
    const { digits, labels } = reading;
    const withdraws = labels?.[index] === digit;
    this.label(
      reading.fingerprint,
      withLabel(labels, digits.length, index, withdraws ? null : digit),
    );
    if (!withdraws && index + 1 < digits.length) this.#selected = index + 1;
    this.#notify();
    return true;
  }

  /** Labels the displayed reading as it was before or after a correction. */
  setLabels(labels: Labels | null): void {
    if (this.#result !== null) this.label(this.#result.snapshot.fingerprint, labels);
  }

  /** Labels a reading here at once, and its record as soon as it exists. */
  label(fingerprint: string, labels: Labels | null): void {
    this.#save(withLabels(this.#reload(), fingerprint, labels));
    const id = recordIdOf(findReading(this.#readings, fingerprint));
    if (id !== null) this.#ports.enqueue({ kind: 'correct', id, labels: labels ?? [] });
    this.#notify();
  }

  /** The line of each digit of a record; null if its reading is not stored in this browser. */
  linesOf(id: string): readonly number[] | null {
    return this.#readings.find((reading) => recordIdOf(reading) === id)?.lines ?? null;
  }

  /** Labels a record, whether its reading is stored in this browser or not. */
  labelRecord(id: string, labels: Labels | null): void {
    const stored = this.#readings.find((reading) => recordIdOf(reading) === id);
    if (stored === undefined) this.#ports.enqueue({ kind: 'correct', id, labels: labels ?? [] });
    else this.label(stored.fingerprint, labels);
  }

  deleteReading(fingerprint: string): void {
    const id = recordIdOf(findReading(this.#readings, fingerprint));
    this.#save(withoutReading(this.#reload(), fingerprint));
    if (id !== null) this.#ports.enqueue({ kind: 'delete', id });
    this.#notify();
  }

  deleteRecord(id: string): void {
    const stored = this.#readings.find((reading) => recordIdOf(reading) === id);
    if (stored === undefined) this.#ports.enqueue({ kind: 'delete', id });
    else this.deleteReading(stored.fingerprint);
  }

  clearRecent(): void {
    this.#save(withoutRecent(this.#reload()));
    this.#notify();
  }

  /** The recorded reading of what is displayed; requests a record if there is none. */
  async #recordedReading(): Promise<StoredReading | null> {
    const displayed = this.#result?.snapshot.fingerprint ?? '';
    const stored = findReading(this.#reload(), displayed);
    if (stored?.id != null) return stored;
    this.#correcting = true;
    try {
      let final = await this.#reader.request();
      // A request that was pending may have been without a record, or the record was deleted since.
      if (final !== null && recordIdOf(findReading(this.#readings, final.snapshot.fingerprint)) === null) {
        final = await this.#reader.request(true);
      }
      const reading = findReading(this.#readings, final?.snapshot.fingerprint ?? displayed);
      return recordIdOf(reading) === null ? null : reading;
    } finally {
      this.#correcting = false;
    }
  }

  /** Requests a prediction, without a second record for ink that is recorded already. */
  async #predict(snapshot: Snapshot, record: boolean): Promise<PredictOutcome> {
    const classified = await this.#classify(snapshot);
    const stored = findReading(this.#readings, snapshot.fingerprint);
    const id = stored?.id ?? null;
    const withRecord = record && id === null && (this.#correcting || this.#ports.shouldRecord());
    if (!withRecord || classified.predictions.length === 0) {
      return { ...classified, id, pendingId: null };
    }
    // Only digits are recorded, and which marks are digits is known now.
    const { predictions, ...response } = await this.#ports.predict(
      classified.snapshot,
      true,
      recordIdOf(stored),
    );
    return {
      snapshot: classified.snapshot,
      predictions,
      model: response.model,
      id: response.recorded ? response.id : null,
      pendingId: response.recorded ? null : response.id,
    };
  }

  /** Classifies the digits of a snapshot without a record, once for the same ink. */
  #classify(snapshot: Snapshot): Promise<ServiceClassification> {
    const rejectsMarks = this.#ports.rejectsMarks();
    const key = `${snapshot.fingerprint}:${rejectsMarks}`;
    if (this.#classified?.key === key) return this.#classified.result;
    const result = this.#requestClassification(snapshot, rejectsMarks);
    this.#classified = { key, result };
    result.catch(() => {
      if (this.#classified?.result === result) this.#classified = null;
    });
    return result;
  }

  async #requestClassification(
    unread: Snapshot,
    rejectsMarks: boolean,
  ): Promise<ServiceClassification> {
    // Without a wait, so that the request for a drawing is sent at once.
    const snapshot = unread.picture === null ? unread : await this.#ports.readPicture(unread);
    if (snapshot.digits.length === 0) return { snapshot, predictions: [], model: null };
    const { predictions, model } = await this.#ports.predict(snapshot, false, null);
    const classified = { snapshot, predictions, model };
    return rejectsMarks ? withoutMarks(classified) : classified;
  }

  #readOnDevice(snapshot: Snapshot): Promise<ClassifiedSnapshot | null> | null {
    // Only the service finds the digits in a picture.
    if (snapshot.picture !== null) return null;
    const rejectsMarks = this.#ports.rejectsMarks();
    const reading = this.#ports.readOnDevice(snapshot);
    return (
      reading?.then((predictions) => {
        if (predictions === null) return null;
        return rejectsMarks ? withoutMarks({ snapshot, predictions }) : { snapshot, predictions };
      }) ?? null
    );
  }

  #show(result: ReadingResult | null, pending: boolean): void {
    this.#pending = pending;
    const count = result?.predictions.length ?? 0;
    this.#result = result;
    if (this.#selected >= count) this.#selected = 0;
    this.#notify();
  }

  #finish(result: ReadingResult): void {
    if (result.predictions.length === 0) return;
    this.#store(result);
    this.#ports.finished(result);
  }

  #store(result: ReadingResult): void {
    this.#add({
      fingerprint: result.snapshot.fingerprint,
      drawingId: result.snapshot.drawingId,
      id: result.id,
      pendingId: result.pendingId,
      reason: result.final ?? 'pause',
      digits: result.predictions.map(({ digit }) => digit),
      labels: null,
      lines: result.snapshot.digits.map(({ line }) => line),
      isRecent: true,
    });
    if (result.pendingId !== null) this.#recordLater(result.snapshot, result.pendingId, 0);
  }

  #add(reading: StoredReading): void {
    const { readings, superseded } = addReading(this.#reload(), reading);
    this.#save(readings);
    for (const id of superseded) this.#ports.enqueue({ kind: 'delete', id });
    this.#notify();
  }

  /**
   * The service answers even if it can't confirm the record in time. Checks after a while whether the
   * record exists, and repeats the request if not.
   */
  #recordLater(snapshot: Snapshot, id: string, attempt: number): void {
    if (attempt >= MAX_RECORD_ATTEMPTS) return;
    this.#ports.after(backoff(attempt, 0, this.#ports.random()), () => {
      this.#recordNow(snapshot, id).then(
        (response) => {
          if (response?.recorded) this.#confirmRecord(snapshot.fingerprint, response.id);
          else if (response !== null) this.#recordLater(snapshot, response.id, attempt + 1);
        },
        (error: unknown) => {
          if (!(error instanceof ApiError)) throw error;
          this.#recordLater(snapshot, id, attempt + 1);
        },
      );
    });
  }

  async #recordNow(
    snapshot: Snapshot,
    id: string,
  ): Promise<Pick<Reading, 'id' | 'recorded'> | null> {
    const stored = findReading(this.#readings, snapshot.fingerprint);
    if (stored === null || stored.id !== null) return null;
    if (await this.#ports.isRecorded(id)) return { id, recorded: true };
    return this.#ports.predict(snapshot, true, id);
  }

  #confirmRecord(fingerprint: string, id: string): void {
    const stored = findReading(this.#readings, fingerprint);
    if (stored !== null && stored.id === null) this.#add({ ...stored, id });
  }

  /** Reads the stored readings again, because other tabs change them too. */
  #reload(): readonly StoredReading[] {
    return (this.#readings = this.#ports.load());
  }

  #save(readings: readonly StoredReading[]): void {
    this.#readings = readings;
    this.#ports.save(readings);
  }

  #notify(): void {
    this.#ports.stateChanged(this.state);
  }
}
