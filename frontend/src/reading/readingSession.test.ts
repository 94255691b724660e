import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { FakeClock, settle } from '../testing/fakeClock';
import type { OutboxEntry } from '../storage/outbox';
import { type DeferredReading, DeferredReadings, isDeferredReadings } from './deferredReadings';
import type { StoredReading } from './storedReadings';
import { type FoundDigit, PAUSE_MS } from './liveReader';
import { ReadingSession } from './readingSession';

/** A digit whose first pixel is the digit itself. */
function foundDigit(digit: number): FoundDigit {
  const box = { x: 0, y: 0, width: digit + 1, height: 9 };
  return { box, pixels: new Uint8Array(784).fill(digit), line: 0, isCertain: false };
}

/** A service that reads every drawing as `reads`, and a browser that stores the readings. */
class Fixture {
  readonly clock = new FakeClock();
  readonly records: boolean[] = [];
  captures = 0;
  /** How many drawings were captured at each update of the page. */
  readonly capturesAtUpdates: number[] = [];
  /** The digits of the last request with a record. */
  recorded: readonly number[] = [];
  /** The ids for which a record was requested. */
  readonly requests = new Set<string>();
  readonly entries: OutboxEntry[] = [];
  readings: readonly StoredReading[] = [];
  drawingId = 'a';
  fingerprint = 'a:1';
  reads = [7];
  shouldRecord = true;
  rejectsMarks = true;
  /** The digit that is a mark, to the network. */
  mark = -1;
  certain = false;
  down = false;
  /** Whether the service answers but can't record. */
  full = false;
  /** The ids of records that exist although the response did not confirm them. */
  readonly ledger = new Set<string>();
  session = this.open();

  open(): ReadingSession {
    return new ReadingSession({
      capture: async () => {
        this.captures++;
        return {
          drawingId: this.drawingId,
          fingerprint: this.fingerprint,
          file: null,
          picture: null,
          digits: this.reads.map((digit) => ({ ...foundDigit(digit), isCertain: this.certain })),
          rejected: [],
          sheet: null,
          omitted: 0,
        };
      },
      readPicture: (snapshot) => Promise.resolve(snapshot),
      rejectsMarks: () => this.rejectsMarks,
      predict: ({ digits }, record, pendingId) => {
        if (this.down) return Promise.reject(new ApiError('offline', 'no'));
        this.records.push(record);
        const id = pendingId ?? `id${this.records.filter(Boolean).length}`;
        if (record) this.requests.add(id);
        if (record) this.recorded = digits.map(({ pixels: [digit = 0] }) => digit);
        return Promise.resolve({
          id,
          model: 'm',
          text: this.reads.join(''),
          recorded: record && !this.full,
          predictions: digits.map(({ pixels: [digit = 0] }) => ({
            digit,
            confidence: 0.9,
            notADigit: digit === this.mark ? 0.95 : 0,
            probabilities: Array.from({ length: 10 }, (__, i) => (i === digit ? 0.9 : 0.01)),
          })),
        });
      },
      readOnDevice: () => null,
      liveSource: () => 'service',
      compare: () => undefined,
      isRecorded: (id) => Promise.resolve(this.ledger.has(id)),
      shouldRecord: () => this.shouldRecord,
      load: () => this.readings,
      save: (readings) => (this.readings = readings),
      enqueue: (entry) => this.entries.push(entry),
      stateChanged: () => this.capturesAtUpdates.push(this.captures),
      finished: () => undefined,
      failed: () => undefined,
      slow: () => undefined,
      unread: () => undefined,
      after: this.clock.after,
      random: () => 0.5,
    });
  }

  async draw(fingerprint: string, reads = this.reads): Promise<void> {
    this.fingerprint = fingerprint;
    this.reads = reads;
    this.session.changed();
    await settle();
  }

  get recent(): string {
    return this.session.state.recent
      .map((one) => (one.labels ?? one.digits).join(''))
      .join(' ');
  }
}

describe('a reading', () => {
  it('starts before the page shows that it is awaited', () => {
    const fixture = new Fixture();
    fixture.session.changed();
    expect(fixture.session.state.pending).toBe(true);
    expect(fixture.capturesAtUpdates).toEqual([1]);
  });
});

describe('recording', () => {
  it('records a drawing once, however long it stays and however often a reading is requested', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.clock.advance(PAUSE_MS * 5);
    await fixture.session.predict();
    await fixture.session.predict();
    expect(fixture.records.filter(Boolean)).toHaveLength(1);
    expect(fixture.session.state.recorded).toBe(true);
    expect(fixture.recent).toBe('7');
  });

  it('does not record it again after a reload', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.predict();
    fixture.session = fixture.open();
    await fixture.draw('a:1');
    await fixture.clock.advance(PAUSE_MS * 2);
    expect(fixture.records.filter(Boolean)).toHaveLength(1);
    expect(fixture.session.state.recorded).toBe(true);
  });

  it('reads a deleted drawing after a reload, but does not record it again', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.predict();
    fixture.session.deleteRecord('id1');
    fixture.session = fixture.open();
    fixture.session.resume();
    await fixture.clock.advance(PAUSE_MS * 2);
    expect(fixture.session.state.result?.predictions.map(({ digit }) => digit)).toEqual([7]);
    expect(fixture.records.filter(Boolean)).toHaveLength(1);
    expect(fixture.session.state.recorded).toBe(false);
    expect(fixture.recent).toBe('');
  });

  it('keeps the recent readings empty after a reload', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.predict();
    fixture.session.clearRecent();
    fixture.session = fixture.open();
    fixture.session.resume();
    await fixture.clock.advance(PAUSE_MS * 2);
    expect(fixture.session.state.recorded).toBe(true);
    expect(fixture.recent).toBe('');
  });

  it('replaces the reading when the drawing continues after a pause', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7]);
    await fixture.clock.advance(PAUSE_MS);
    await fixture.draw('a:2', [7, 4]);
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.recent).toBe('74');
    expect(fixture.entries).toEqual([{ kind: 'delete', id: 'id1' }]);
  });

  it('keeps a requested reading when the drawing continues', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7]);
    await fixture.session.predict();
    await fixture.draw('a:2', [7, 4]);
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.recent).toBe('7 74');
    expect(fixture.entries).toEqual([]);
  });

  it('keeps a corrected reading when the drawing continues', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7]);
    await fixture.clock.advance(PAUSE_MS);
    await fixture.session.correct(1);
    await fixture.draw('a:2', [7, 4]);
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.entries.filter(({ kind }) => kind === 'delete')).toEqual([]);
  });

  it('records nothing if the user does not want it, but lists the reading', async () => {
    const fixture = new Fixture();
    fixture.shouldRecord = false;
    await fixture.draw('a:1');
    await fixture.session.predict();
    expect(fixture.records).not.toContain(true);
    expect(fixture.session.state.recorded).toBe(false);
    expect(fixture.recent).toBe('7');
    fixture.drawingId = 'b';
    for (const fingerprint of ['b:1', 'b:2']) {
      await fixture.draw(fingerprint);
      await fixture.clock.advance(PAUSE_MS);
    }
    expect(fixture.recent).toBe('7 7');
  });

  it('keeps the readings of other tabs', async () => {
    const fixture = new Fixture();
    const other = fixture.open();
    await fixture.draw('a:1', [7]);
    await fixture.session.predict();
    fixture.drawingId = 'b';
    fixture.fingerprint = 'b:1';
    fixture.reads = [4];
    await other.predict();
    expect(fixture.readings.map(({ fingerprint }) => fingerprint)).toEqual(['a:1', 'b:1']);
    fixture.session.clearRecent();
    expect(fixture.readings.map(({ fingerprint, isRecent }) => [fingerprint, isRecent])).toEqual([['a:1', false], ['b:1', false]]);
  });

  it('lists one reading for each drawing', async () => {
    const fixture = new Fixture();
    for (const [drawing, reads] of [['a', [7]], ['b', [4]], ['c', [9, 2]]] as const) {
      fixture.drawingId = drawing;
      await fixture.draw(`${drawing}:1`, [...reads]);
      await fixture.clock.advance(PAUSE_MS);
      fixture.session.cleared();
    }
    expect(fixture.recent).toBe('7 4 92');
    fixture.session.clearRecent();
    expect(fixture.recent).toBe('');
  });
});

describe('a service that can’t record at the moment', () => {
  it('is asked again until the record exists', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    await fixture.session.predict();
    expect(fixture.session.state.recorded).toBe(false);
    expect(fixture.recent).toBe('7');
    fixture.full = false;
    await fixture.clock.advance(800);
    expect(fixture.session.state.recorded).toBe(true);
    await fixture.clock.advance(60_000);
    expect(fixture.records.filter(Boolean)).toHaveLength(2);
  });

  it('is always asked for the same record', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    await fixture.session.predict();
    await fixture.clock.advance(800);
    await fixture.session.predict();
    await fixture.session.correct(1);
    fixture.full = false;
    await fixture.clock.advance(60_000);
    expect([...fixture.requests]).toEqual(['id1']);
    expect(fixture.session.state.recorded).toBe(true);
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
  });

  it('is not asked again if the record exists after all', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    await fixture.session.predict();
    fixture.ledger.add('id1');
    await fixture.clock.advance(60_000);
    expect(fixture.records.filter(Boolean)).toHaveLength(1);
    expect(fixture.session.state.recorded).toBe(true);
  });

  it('gets a correction at once, under the id of the future record', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    expect(await fixture.session.correct(1)).toBe(true);
    expect(fixture.session.state.labels).toEqual([1]);
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
    fixture.full = false;
    await fixture.clock.advance(800);
    expect(fixture.session.state.recorded).toBe(true);
    expect(fixture.entries).toHaveLength(1);
  });

  it('is asked for the same record after a reload', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    await fixture.session.predict();
    fixture.session = fixture.open();
    await fixture.draw('a:1');
    await fixture.session.predict();
    expect([...fixture.requests]).toEqual(['id1']);
    fixture.session.deleteRecord('id1');
    expect(fixture.entries).toEqual([{ kind: 'delete', id: 'id1' }]);
  });

  it('keeps the earlier reading of a drawing until the later one is recorded', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7]);
    await fixture.clock.advance(PAUSE_MS);
    fixture.full = true;
    await fixture.draw('a:2', [7, 4]);
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.entries).toEqual([]);
    expect(fixture.recent).toBe('7 74');
    fixture.full = false;
    await fixture.clock.advance(800);
    expect(fixture.entries).toEqual([{ kind: 'delete', id: 'id1' }]);
    expect(fixture.recent).toBe('74');
  });

  it('is not asked any more after several attempts', async () => {
    const fixture = new Fixture();
    fixture.full = true;
    await fixture.draw('a:1');
    await fixture.session.predict();
    await fixture.clock.advance(10 * 60_000);
    expect(fixture.records.filter(Boolean)).toHaveLength(6);
  });
});

describe('correcting', () => {
  it('labels the record', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.predict();
    expect(await fixture.session.correct(1)).toBe(true);
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [1] }]);
    expect(fixture.session.state.labels).toEqual([1]);
    expect(fixture.recent).toBe('1');
  });

  it('records a live reading first', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.correct(2);
    expect(fixture.records).toEqual([false, true]);
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it('records the corrected reading even if readings are not kept', async () => {
    const fixture = new Fixture();
    fixture.shouldRecord = false;
    await fixture.draw('a:1');
    await fixture.session.predict();
    await fixture.session.correct(2);
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it('records the corrected reading even if a request without a record is pending', async () => {
    const fixture = new Fixture();
    fixture.shouldRecord = false;
    await fixture.draw('a:1');
    const asking = fixture.session.predict();
    expect(await fixture.session.correct(2)).toBe(true);
    await asking;
    expect(fixture.entries).toEqual([{ kind: 'correct', id: 'id1', labels: [2] }]);
  });

  it.each(['this', 'another'])('records a reading again that was deleted in %s tab', async (tab) => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.predict();
    (tab === 'this' ? fixture.session : fixture.open()).deleteRecord('id1');
    await fixture.session.correct(1);
    expect(fixture.entries.at(-1)).toEqual({ kind: 'correct', id: 'id2', labels: [1] });
    expect(fixture.session.state.labels).toEqual([1]);
  });

  it('selects the next digit and leaves the others unlabelled', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7, 4, 9]);
    await fixture.session.correct(1);
    expect(fixture.session.state.selected).toBe(1);
    await fixture.session.correct(6);
    expect(fixture.session.state.labels).toEqual([1, 6, null]);
    expect(fixture.entries.at(-1)).toEqual({ kind: 'correct', id: 'id1', labels: [1, 6, null] });
  });

  it('is replaced by another correction', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.correct(1);
    await fixture.session.correct(7);
    expect(fixture.session.state.labels).toEqual([7]);
  });

  it('is withdrawn when the digit has that label already', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1', [7, 4]);
    await fixture.session.correct(1);
    await fixture.session.correct(6);
    await fixture.session.correct(6);
    expect(fixture.session.state.labels).toEqual([1, null]);
    expect(fixture.session.state.selected).toBe(1);
    fixture.session.select(0);
    await fixture.session.correct(1);
    expect(fixture.session.state.labels).toBeNull();
    expect(fixture.entries.at(-1)).toEqual({ kind: 'correct', id: 'id1', labels: [] });
  });

  it('is withdrawn and given again by undo and redo', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    await fixture.session.correct(1);
    fixture.session.setLabels(null);
    expect(fixture.session.state.labels).toBeNull();
    expect(fixture.session.state.recorded).toBe(true);
    expect(fixture.entries.at(-1)).toEqual({ kind: 'correct', id: 'id1', labels: [] });
    fixture.session.setLabels([1]);
    expect(fixture.entries.at(-1)).toEqual({ kind: 'correct', id: 'id1', labels: [1] });
  });

  it('is not displayed if the service can’t be reached', async () => {
    const fixture = new Fixture();
    await fixture.draw('a:1');
    fixture.shouldRecord = false;
    await fixture.session.predict();
    fixture.down = true;
    expect(await fixture.session.correct(1)).toBe(false);
    expect(fixture.session.state.labels).toBeNull();
  });
});

describe('marks that are not digits', () => {
  it('are shown as such and not recorded', async () => {
    const fixture = new Fixture();
    fixture.mark = 4;
    await fixture.draw('a:1', [7, 4, 9]);
    await fixture.session.predict();
    const { result } = fixture.session.state;
    expect(result?.predictions.map(({ digit }) => digit)).toEqual([7, 9]);
    expect(result?.snapshot.rejected).toEqual([foundDigit(4).box]);
    expect(fixture.recent).toBe('79');
    expect(fixture.recorded).toEqual([7, 9]);
  });

  it('are not recorded if the user asks before the first response', async () => {
    const fixture = new Fixture();
    fixture.mark = 4;
    fixture.fingerprint = 'a:1';
    fixture.reads = [7, 4];
    await fixture.session.predict();
    expect(fixture.recorded).toEqual([7]);
  });

  it('leave no record if there is no digit', async () => {
    const fixture = new Fixture();
    fixture.mark = 4;
    await fixture.draw('a:1', [4]);
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.session.state.result?.predictions).toEqual([]);
    expect(fixture.records).toEqual([false]);
    expect(fixture.recent).toBe('');
  });

  it('are digits if the user says so', async () => {
    const fixture = new Fixture();
    fixture.mark = 4;
    fixture.certain = true;
    await fixture.draw('a:1', [4]);
    await fixture.session.predict();
    expect(fixture.recorded).toEqual([4]);
    fixture.certain = false;
    fixture.rejectsMarks = false;
    await fixture.draw('a:2', [4]);
    expect(fixture.session.state.result?.predictions).toHaveLength(1);
  });
});

describe('a drawing that was cleared before it was read', () => {
  it('is recorded and listed once the service is back', async () => {
    const fixture = new Fixture();
    let stored: readonly DeferredReading[] = [];
    const deferred = new DeferredReadings({
      load: () => stored,
      save: (readings) => (stored = JSON.parse(JSON.stringify(readings))),
      read: (snapshot) => fixture.session.readDeferred(snapshot),
      after: fixture.clock.after,
      random: () => 1,
    });
    fixture.down = true;
    deferred.add({
      drawingId: 'z',
      fingerprint: 'z:1',
      file: null,
      picture: null,
      digits: [foundDigit(7)],
      rejected: [],
      sheet: null,
      omitted: 0,
    });
    await fixture.clock.advance(5000);
    expect(isDeferredReadings(stored)).toBe(true);
    expect(fixture.recent).toBe('');
    fixture.down = false;
    await fixture.clock.advance(60_000);
    expect(fixture.recent).toBe('7');
    expect(fixture.records).toEqual([false, true]);
    expect(stored).toEqual([]);
  });
});
