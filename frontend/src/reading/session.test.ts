import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/client';
import { HandClock, settle } from '../handClock';
import type { Errand } from '../keep/outbox';
import type { Remembered } from './memory';
import { REST_MS } from './reader';
import { Session } from './session';

/** A service that reads every sheet as `reads`, and a browser that keeps what it is given. */
class Bench {
  readonly clock = new HandClock();
  readonly records: boolean[] = [];
  /** Under which ids a record was asked for. */
  readonly asked = new Set<string>();
  readonly errands: Errand[] = [];
  memory: readonly Remembered[] = [];
  sheet = 'a';
  marks = 'a:1';
  reads = [7];
  keeps = true;
  down = false;
  /** The service reads, but can't record. */
  full = false;
  /** What the ledger holds though the answer could not say so in time. */
  readonly ledger = new Set<string>();
  session = this.open();

  open(): Session {
    return new Session({
      look: () => ({
        sheet: this.sheet,
        marks: this.marks,
        file: null,
        digits: this.reads.map(() => ({
          box: { x: 0, y: 0, width: 9, height: 9 },
          pixels: new Uint8Array(784),
        })),
        unread: 0,
      }),
      predict: (_, record, sent) => {
        if (this.down) return Promise.reject(new ApiFailure('offline', 'no'));
        this.records.push(record);
        const id = sent ?? `id${this.records.filter(Boolean).length}`;
        if (record) this.asked.add(id);
        return Promise.resolve({
          id,
          model: 'm',
          text: this.reads.join(''),
          recorded: record && !this.full,
          predictions: this.reads.map((digit) => ({
            digit,
            confidence: 0.9,
            probabilities: Array.from({ length: 10 }, (__, i) => (i === digit ? 0.9 : 0.01)),
          })),
        });
      },
      isRecorded: (id) => Promise.resolve(this.ledger.has(id)),
      keeps: () => this.keeps,
      load: () => this.memory,
      save: (memory) => (this.memory = memory),
      post: (errand) => this.errands.push(errand),
      shown: () => undefined,
      finished: () => undefined,
      failed: () => undefined,
      late: () => undefined,
      after: this.clock.after,
      chance: () => 0.5,
    });
  }

  async draw(marks: string, reads = this.reads): Promise<void> {
    this.marks = marks;
    this.reads = reads;
    this.session.changed();
    await settle();
  }

  get row(): string {
    return this.session.state.row
      .map((one) => (one.labels ?? one.digits).join(''))
      .join(' ');
  }
}

describe('what is recorded', () => {
  it('is a drawing once, however long it lies there and however often it is asked for', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.clock.pass(REST_MS * 5);
    await bench.session.predict();
    await bench.session.predict();
    expect(bench.records.filter(Boolean)).toHaveLength(1);
    expect(bench.session.state.kept).toBe(true);
    expect(bench.row).toBe('7');
  });

  it('is not recorded again after a reload', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.predict();
    bench.session = bench.open();
    await bench.draw('a:1');
    await bench.clock.pass(REST_MS * 2);
    expect(bench.records.filter(Boolean)).toHaveLength(1);
    expect(bench.session.state.kept).toBe(true);
  });

  it('is not again, after a reload, what was deleted: it is read, but no new drawing', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.predict();
    bench.session.forgetRecord('id1');
    bench.session = bench.open();
    bench.session.resume();
    await bench.clock.pass(REST_MS * 2);
    expect(bench.session.state.answer?.predictions.map(({ digit }) => digit)).toEqual([7]);
    expect(bench.records.filter(Boolean)).toHaveLength(1);
    expect(bench.session.state.kept).toBe(false);
    expect(bench.row).toBe('');
  });

  it('does not line up again, after a reload, when the row was cleared', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.predict();
    bench.session.clearRow();
    bench.session = bench.open();
    bench.session.resume();
    await bench.clock.pass(REST_MS * 2);
    expect(bench.session.state.kept).toBe(true);
    expect(bench.row).toBe('');
  });

  it('gives way when the pen had only rested and the drawing went on', async () => {
    const bench = new Bench();
    await bench.draw('a:1', [7]);
    await bench.clock.pass(REST_MS);
    await bench.draw('a:2', [7, 4]);
    await bench.clock.pass(REST_MS);
    expect(bench.row).toBe('74');
    expect(bench.errands).toEqual([{ kind: 'forget', id: 'id1' }]);
  });

  it('stays when it was asked for, though the drawing went on', async () => {
    const bench = new Bench();
    await bench.draw('a:1', [7]);
    await bench.session.predict();
    await bench.draw('a:2', [7, 4]);
    await bench.clock.pass(REST_MS);
    expect(bench.row).toBe('7 74');
    expect(bench.errands).toEqual([]);
  });

  it('stays when it was corrected, though the drawing went on', async () => {
    const bench = new Bench();
    await bench.draw('a:1', [7]);
    await bench.clock.pass(REST_MS);
    await bench.session.correct(1);
    await bench.draw('a:2', [7, 4]);
    await bench.clock.pass(REST_MS);
    expect(bench.errands.filter(({ kind }) => kind === 'forget')).toEqual([]);
  });

  it('is nothing at all where the person wants nothing kept, but is read and lined up', async () => {
    const bench = new Bench();
    bench.keeps = false;
    await bench.draw('a:1');
    await bench.session.predict();
    expect(bench.records).not.toContain(true);
    expect(bench.session.state.kept).toBe(false);
    expect(bench.row).toBe('7');
    bench.sheet = 'b';
    for (const marks of ['b:1', 'b:2']) {
      await bench.draw(marks);
      await bench.clock.pass(REST_MS);
    }
    expect(bench.row).toBe('7 7');
  });

  it('is remembered beside what another tab remembers', async () => {
    const bench = new Bench();
    const other = bench.open();
    await bench.draw('a:1', [7]);
    await bench.session.predict();
    bench.sheet = 'b';
    bench.marks = 'b:1';
    bench.reads = [4];
    await other.predict();
    expect(bench.memory.map(({ marks }) => marks)).toEqual(['a:1', 'b:1']);
    bench.session.clearRow();
    expect(bench.memory.map(({ marks, inRow }) => [marks, inRow])).toEqual([['a:1', false], ['b:1', false]]);
  });

  it('lines up sheet by sheet', async () => {
    const bench = new Bench();
    for (const [sheet, reads] of [['a', [7]], ['b', [4]], ['c', [9, 2]]] as const) {
      bench.sheet = sheet;
      await bench.draw(`${sheet}:1`, [...reads]);
      await bench.clock.pass(REST_MS);
      bench.session.cleared();
    }
    expect(bench.row).toBe('7 4 92');
    bench.session.clearRow();
    expect(bench.row).toBe('');
  });
});

describe('a service that reads but can’t record just then', () => {
  it('is asked again for the record, until it has it', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    await bench.session.predict();
    expect(bench.session.state.kept).toBe(false);
    expect(bench.row).toBe('7');
    bench.full = false;
    await bench.clock.pass(800);
    expect(bench.session.state.kept).toBe(true);
    await bench.clock.pass(60_000);
    expect(bench.records.filter(Boolean)).toHaveLength(2);
  });

  it('is asked for the same record, however often and by whomever', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    await bench.session.predict();
    await bench.clock.pass(800);
    await bench.session.predict();
    await bench.session.correct(1);
    bench.full = false;
    await bench.clock.pass(60_000);
    expect([...bench.asked]).toEqual(['id1']);
    expect(bench.session.state.kept).toBe(true);
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
  });

  it('is asked for no second record when the first came to be after all', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    await bench.session.predict();
    bench.ledger.add('id1');
    await bench.clock.pass(60_000);
    expect(bench.records.filter(Boolean)).toHaveLength(1);
    expect(bench.session.state.kept).toBe(true);
  });

  it('gets the correction at once, under the id that the record will have', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    expect(await bench.session.correct(1)).toBe(true);
    expect(bench.session.state.labels).toEqual([1]);
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
    bench.full = false;
    await bench.clock.pass(800);
    expect(bench.session.state.kept).toBe(true);
    expect(bench.errands).toHaveLength(1);
  });

  it('is asked for the same record after a reload, too', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    await bench.session.predict();
    bench.session = bench.open();
    await bench.draw('a:1');
    await bench.session.predict();
    expect([...bench.asked]).toEqual(['id1']);
    bench.session.forgetRecord('id1');
    expect(bench.errands).toEqual([{ kind: 'forget', id: 'id1' }]);
  });

  it('loses no earlier reading of the drawing until it has the later one', async () => {
    const bench = new Bench();
    await bench.draw('a:1', [7]);
    await bench.clock.pass(REST_MS);
    bench.full = true;
    await bench.draw('a:2', [7, 4]);
    await bench.clock.pass(REST_MS);
    expect(bench.errands).toEqual([]);
    expect(bench.row).toBe('7 74');
    bench.full = false;
    await bench.clock.pass(800);
    expect(bench.errands).toEqual([{ kind: 'forget', id: 'id1' }]);
    expect(bench.row).toBe('74');
  });

  it('is left alone after a few tries', async () => {
    const bench = new Bench();
    bench.full = true;
    await bench.draw('a:1');
    await bench.session.predict();
    await bench.clock.pass(10 * 60_000);
    expect(bench.records.filter(Boolean)).toHaveLength(6);
  });
});

describe('correcting', () => {
  it('labels the record', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.predict();
    expect(await bench.session.correct(1)).toBe(true);
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
    expect(bench.session.state.labels).toEqual([1]);
    expect(bench.row).toBe('1');
  });

  it('records first what was only read live', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.correct(2);
    expect(bench.records).toEqual([false, true]);
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it('records for the correction’s sake even where nothing else is kept', async () => {
    const bench = new Bench();
    bench.keeps = false;
    await bench.draw('a:1');
    await bench.session.predict();
    await bench.session.correct(2);
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it('records for its sake though the reading was asked for already, without a record', async () => {
    const bench = new Bench();
    bench.keeps = false;
    await bench.draw('a:1');
    const asking = bench.session.predict();
    expect(await bench.session.correct(2)).toBe(true);
    await asking;
    expect(bench.errands).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it.each(['this', 'another'])('records anew what was deleted in %s tab', async (tab) => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.predict();
    (tab === 'this' ? bench.session : bench.open()).forgetRecord('id1');
    await bench.session.correct(1);
    expect(bench.errands.at(-1)).toEqual({ kind: 'correct', id: 'id2', labels: [1] });
    expect(bench.session.state.labels).toEqual([1]);
  });

  it('goes on to the next of several digits and leaves the others as read', async () => {
    const bench = new Bench();
    await bench.draw('a:1', [7, 4, 9]);
    await bench.session.correct(1);
    expect(bench.session.state.selected).toBe(1);
    await bench.session.correct(6);
    expect(bench.session.state.labels).toEqual([1, 6, 9]);
    expect(bench.errands.at(-1)).toEqual({ kind: 'correct', id: 'id1', labels: [1, 6, 9] });
  });

  it('can be taken back by another correction', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    await bench.session.correct(1);
    await bench.session.correct(7);
    expect(bench.session.state.labels).toEqual([7]);
  });

  it('is not claimed when the service can’t be reached', async () => {
    const bench = new Bench();
    await bench.draw('a:1');
    bench.keeps = false;
    await bench.session.predict();
    bench.down = true;
    expect(await bench.session.correct(1)).toBe(false);
    expect(bench.session.state.labels).toBeNull();
  });
});
