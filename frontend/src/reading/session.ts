import { backoff } from '../api/backoff';
import { ApiFailure, type Reading } from '../api/client';
import type { Errand } from '../keep/outbox';
import {
  type Remembered,
  forgotten,
  recall,
  recordOf,
  relabelled,
  remember,
  rowCleared,
  withLabels,
} from './memory';
import { type Answer, type Outcome, Reader, type Sight } from './reader';

/** All that the page shows of the reading. */
export interface SessionState {
  readonly answer: Answer | null;
  readonly labels: readonly number[] | null;
  readonly kept: boolean;
  readonly selected: number;
  readonly row: readonly Remembered[];
}

export interface SessionPorts {
  look(): Sight;
  /** What is asked for again under the id of its first answer makes no second record. */
  predict(sight: Sight, record: boolean, id: string | null): Promise<Reading>;
  isRecorded(id: string): Promise<boolean>;
  /** Whether final readings are to be recorded. */
  keeps(): boolean;
  load(): readonly Remembered[];
  save(memory: readonly Remembered[]): void;
  post(errand: Errand): void;
  shown(state: SessionState): void;
  finished(answer: Answer): void;
  failed(failure: ApiFailure, retryInMs: number | null): void;
  late(): void;
  after(ms: number, then: () => void): () => void;
  chance(): number;
}

const TRIES_TO_RECORD = 5;

/** The reading of the sheet on the desk, what is remembered of the ones before, and corrections. */
export class Session {
  readonly #ports: SessionPorts;
  readonly #reader: Reader;
  #memory: readonly Remembered[];
  #answer: Answer | null = null;
  #selected = 0;
  /** A correction is the one reason to record where nothing is to be kept. */
  #correcting = false;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#memory = ports.load();
    this.#reader = new Reader({
      look: ports.look,
      ask: (sight, record) => this.#ask(sight, record),
      show: (answer) => this.#show(answer),
      finished: (answer) => this.#finish(answer),
      failed: ports.failed,
      late: ports.late,
      after: ports.after,
      chance: ports.chance,
    });
  }

  get state(): SessionState {
    const answer = this.#answer;
    const known = answer === null ? null : recall(this.#memory, answer.sight.marks);
    return {
      answer,
      labels: known?.labels ?? null,
      kept: (known?.id ?? null) !== null,
      selected: this.#selected,
      row: this.#memory.filter((reading) => reading.inRow),
    };
  }

  moved(): void {
    this.#reader.moved();
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

  /** A reading that counts; null where nothing is drawn or no answer came. */
  async predict(): Promise<Answer | null> {
    return this.#reader.ask();
  }

  select(index: number): void {
    const count = this.#answer?.predictions.length ?? 0;
    if (count === 0) return;
    this.#selected = (index + count) % count;
    this.#tellState();
  }

  /** The chosen digit is really this one; then it is the next one's turn. */
  async correct(digit: number): Promise<boolean> {
    const at = this.#selected;
    const reading = await this.#recordedReading();
    if (reading === null || at >= reading.digits.length) return false;
    this.label(reading.marks, relabelled(reading, at, digit));
    if (at + 1 < reading.digits.length) this.#selected = at + 1;
    this.#tellState();
    return true;
  }

  /** Labels a drawing, here at once and in the ledger as soon as it is there. */
  label(marks: string, labels: readonly number[]): void {
    this.#remember(withLabels(this.#latest(), marks, labels));
    const id = recordOf(recall(this.#memory, marks));
    if (id !== null) this.#ports.post({ kind: 'correct', id, labels });
    this.#tellState();
  }

  /** Labels a record of the history, whether this browser remembers its drawing or not. */
  labelRecord(id: string, labels: readonly number[]): void {
    const known = this.#memory.find((reading) => recordOf(reading) === id);
    if (known === undefined) this.#ports.post({ kind: 'correct', id, labels });
    else this.label(known.marks, labels);
  }

  forget(marks: string): void {
    const id = recordOf(recall(this.#memory, marks));
    this.#remember(forgotten(this.#latest(), marks));
    if (id !== null) this.#ports.post({ kind: 'forget', id });
    this.#tellState();
  }

  forgetRecord(id: string): void {
    const known = this.#memory.find((reading) => recordOf(reading) === id);
    if (known === undefined) this.#ports.post({ kind: 'forget', id });
    else this.forget(known.marks);
  }

  clearRow(): void {
    this.#remember(rowCleared(this.#latest()));
    this.#tellState();
  }

  /** The recorded reading of what is shown; one that was not to be recorded is asked for now. */
  async #recordedReading(): Promise<Remembered | null> {
    const shown = this.#answer?.sight.marks ?? '';
    const known = recall(this.#latest(), shown);
    if (known?.id != null) return known;
    this.#correcting = true;
    try {
      let final = await this.#reader.ask();
      // What was asked for already may have been without a record, or that is deleted since.
      if (final !== null && recordOf(recall(this.#memory, final.sight.marks)) === null) {
        final = await this.#reader.ask(true);
      }
      const reading = recall(this.#memory, final?.sight.marks ?? shown);
      return recordOf(reading) === null ? null : reading;
    } finally {
      this.#correcting = false;
    }
  }

  /** Marks that are on record are read again without another record. */
  async #ask(sight: Sight, record: boolean): Promise<Outcome> {
    const known = recall(this.#memory, sight.marks);
    const id = known?.id ?? null;
    const wanted = record && id === null && (this.#correcting || this.#ports.keeps());
    const reading = await this.#ports.predict(sight, wanted, wanted ? recordOf(known) : null);
    return {
      predictions: reading.predictions,
      id: reading.recorded ? reading.id : id,
      sent: wanted && !reading.recorded ? reading.id : null,
    };
  }

  #show(answer: Answer | null): void {
    const count = answer?.predictions.length ?? 0;
    this.#answer = answer;
    if (this.#selected >= count) this.#selected = 0;
    this.#tellState();
  }

  #finish(answer: Answer): void {
    this.#add({
      marks: answer.sight.marks,
      sheet: answer.sight.sheet,
      id: answer.id,
      sent: answer.sent,
      how: answer.final ?? 'rest',
      digits: answer.predictions.map(({ digit }) => digit),
      labels: null,
      inRow: true,
    });
    if (answer.sent !== null) this.#recordLater(answer.sight, answer.sent, 0);
    this.#ports.finished(answer);
  }

  #add(reading: Remembered): void {
    const { memory, giveWay } = remember(this.#latest(), reading);
    this.#remember(memory);
    for (const id of giveWay) this.#ports.post({ kind: 'forget', id });
    this.#tellState();
  }

  /**
   * The service reads even when it can't say in time whether it recorded. So look after a while
   * whether the record came to be, and if not, ask for the same one again.
   */
  #recordLater(sight: Sight, id: string, attempt: number): void {
    if (attempt >= TRIES_TO_RECORD) return;
    this.#ports.after(backoff(attempt, 0, this.#ports.chance()), () => {
      this.#recordNow(sight, id).then(
        (reading) => {
          if (reading?.recorded) this.#recorded(sight.marks, reading.id);
          else if (reading !== null) this.#recordLater(sight, reading.id, attempt + 1);
        },
        (error: unknown) => {
          if (!(error instanceof ApiFailure)) throw error;
          this.#recordLater(sight, id, attempt + 1);
        },
      );
    });
  }

  async #recordNow(
    sight: Sight,
    id: string,
  ): Promise<Pick<Reading, 'id' | 'recorded'> | null> {
    const known = recall(this.#memory, sight.marks);
    if (known === null || known.id !== null) return null;
    if (await this.#ports.isRecorded(id)) return { id, recorded: true };
    return this.#ports.predict(sight, true, id);
  }

  #recorded(marks: string, id: string): void {
    const known = recall(this.#memory, marks);
    if (known !== null && known.id === null) this.#add({ ...known, id });
  }

  /** What is remembered now: other tabs remember, too. */
  #latest(): readonly Remembered[] {
    return (this.#memory = this.#ports.load());
  }

  #remember(memory: readonly Remembered[]): void {
    this.#memory = memory;
    this.#ports.save(memory);
  }

  #tellState(): void {
    this.#ports.shown(this.state);
  }
}

