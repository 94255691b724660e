import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { isLabelling, startLabelling } from '../dataset/labelling';
import { emptyDrawing, withStroke } from '../drawing/drawing';
import { isSerializedTimeline, push, serializeTimeline, startTimeline } from '../drawing/timeline';
import { isStoredReadings } from '../reading/storedReadings';
import { FakeClock, settle } from '../testing/fakeClock';
import { Outbox, type OutboxEntry, isOutbox } from './outbox';
import { isNullOr } from './schema';
import { DEFAULTS, storedSettings } from './settings';
import { type KeyValueStore, StoredValue, openStore, removeObsolete } from './localStore';

class MapStore implements KeyValueStore {
  readonly items = new Map<string, string>();
  full = false;

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new Error('quota');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('a stored value', () => {
  it('is read back as it was written', () => {
    const store = new MapStore();
    storedSettings(store).set({ ...DEFAULTS, ink: '#ff0000', width: 30 });
    expect(storedSettings(store).get()).toEqual({ ...DEFAULTS, ink: '#ff0000', width: 30 });
  });

  it.each([
    ['malformed JSON', '{'],
    ['of another shape', '{"ink": 5}'],
    ['out of range', JSON.stringify({ ...DEFAULTS, width: 5000 })],
    ['not a colour', JSON.stringify({ ...DEFAULTS, paper: 'javascript:' })],
  ])('reads as the default when it is %s', (_, text) => {
    const store = new MapStore();
    store.setItem('cirrus.settings', text);
    expect(storedSettings(store).get()).toEqual(DEFAULTS);
  });

  it('lasts until the page is closed where storage is denied', () => {
    const store = openStore(() => {
      throw new Error('SecurityError');
    });
    storedSettings(store).set({ ...DEFAULTS, width: 30 });
    expect(storedSettings(store).get().width).toBe(30);
  });

  it('reports that the storage is full, and lasts until the page is closed', () => {
    const store = new MapStore();
    const stored = storedSettings(store);
    store.full = true;
    expect(stored.set({ ...DEFAULTS, width: 30 })).toBe(false);
    expect(stored.get().width).toBe(30);
    store.full = false;
    expect(stored.set({ ...DEFAULTS, width: 20 })).toBe(true);
    expect(stored.get().width).toBe(20);
  });
});

describe('the outbox', () => {
  class Fixture {
    readonly clock = new FakeClock();
    readonly sent: OutboxEntry[] = [];
    readonly dropped: OutboxEntry[] = [];
    saved: readonly OutboxEntry[] = [];
    failures: ApiError[] = [];
    readonly outbox: Outbox;

    constructor(waiting: readonly OutboxEntry[] = []) {
      this.saved = waiting;
      this.outbox = this.open();
    }

    /** Opens the outbox in another tab. */
    open(): Outbox {
      return new Outbox({
        send: (entry) => {
          const failure = this.failures.shift();
          if (failure !== undefined) return Promise.reject(failure);
          this.sent.push(entry);
          return Promise.resolve();
        },
        load: () => this.saved,
        save: (entries) => (this.saved = entries),
        dropped: (entry) => this.dropped.push(entry),
        after: this.clock.after,
        random: () => 1,
      });
    }
  }
  const correction = (id: string, ...labels: number[]): OutboxEntry => ({ kind: 'correct', id, labels });

  it('sends entries in order and removes those that are confirmed', async () => {
    const fixture = new Fixture();
    fixture.outbox.add(correction('a', 1));
    fixture.outbox.add(correction('b', 2));
    await settle();
    expect(fixture.sent).toEqual([correction('a', 1), correction('b', 2)]);
    expect(fixture.saved).toEqual([]);
  });

  it('continues after a reload with the waiting entries', async () => {
    const fixture = new Fixture([correction('a', 1), { kind: 'delete', id: 'b' }]);
    fixture.outbox.run();
    await settle();
    expect(fixture.sent).toHaveLength(2);
  });

  it('keeps an entry that another tab added, and sends it once', async () => {
    const fixture = new Fixture();
    fixture.failures = [new ApiError('offline', '')];
    fixture.outbox.add(correction('a', 1));
    await settle();
    fixture.failures = [new ApiError('offline', '')];
    fixture.open().add(correction('b', 2));
    await settle();
    expect(fixture.saved).toEqual([correction('a', 1), correction('b', 2)]);
    await fixture.clock.advance(10_000);
    expect(fixture.sent).toEqual([correction('a', 1), correction('b', 2)]);
    expect(fixture.saved).toEqual([]);
  });

  it('sends a correction that was made while the previous one was being sent', async () => {
    const fixture = new Fixture();
    fixture.outbox.add(correction('a', 1));
    fixture.outbox.add(correction('a', 2));
    await settle();
    expect(fixture.sent).toEqual([correction('a', 1), correction('a', 2)]);
    expect(fixture.saved).toEqual([]);
  });

  it('keeps an entry until the service is available', async () => {
    const fixture = new Fixture();
    fixture.failures = [new ApiError('offline', ''), new ApiError('throttled', '', 4000)];
    fixture.outbox.add(correction('a', 1));
    await settle();
    expect(fixture.saved).toHaveLength(1);
    await fixture.clock.advance(800);
    await fixture.clock.advance(3999);
    expect(fixture.sent).toEqual([]);
    await fixture.clock.advance(1);
    expect(fixture.sent).toHaveLength(1);
  });

  it('retries while the record is not stored yet', async () => {
    const fixture = new Fixture();
    fixture.failures = [new ApiError('not-found', ''), new ApiError('not-found', '')];
    fixture.outbox.add(correction('a', 1));
    await fixture.clock.advance(10_000);
    expect(fixture.sent).toHaveLength(1);
  });

  it('drops an entry whose record never appears, and continues with the next', async () => {
    const fixture = new Fixture();
    fixture.failures = Array.from({ length: 7 }, () => new ApiError('not-found', ''));
    fixture.outbox.add(correction('a', 1));
    fixture.outbox.add(correction('b', 2));
    await fixture.clock.advance(200_000);
    expect(fixture.dropped).toEqual([correction('a', 1)]);
    expect(fixture.sent).toEqual([correction('b', 2)]);
  });

  it('sends only the latest of several corrections of one record', async () => {
    const fixture = new Fixture();
    fixture.failures = [new ApiError('offline', '')];
    fixture.outbox.add(correction('a', 1));
    await settle();
    fixture.failures = [new ApiError('offline', '')];
    fixture.outbox.add(correction('a', 2));
    await fixture.clock.advance(10_000);
    expect(fixture.sent).toEqual([correction('a', 2)]);
  });
});

describe('storage written by someone else', () => {
  const read = <T>(key: string, schema: (value: unknown) => value is T, text: string): T | null => {
    const store = new MapStore();
    store.setItem(`cirrus.${key}`, text);
    return new StoredValue<T | null>(store, key, null, isNullOr(schema)).get();
  };

  it.each([
    '{}',
    '[{}]',
    '[{"kind":"correct","id":"a"}]',
    '[{"kind":"correct","id":"a","labels":[10]}]',
    '[{"kind":"rename","id":"a"}]',
    '[null]',
  ])('does not break the outbox: %s', (text) => {
    expect(read('outbox', isOutbox, text)).toBeNull();
  });

  it.each([
    '{}',
    '{"digits":[],"collected":0,"drawingId":null}',
    '{"digits":[11],"collected":0,"drawingId":null}',
    '{"digits":[1],"collected":-1,"drawingId":null}',
  ])('does not break labelling: %s', (text) => {
    expect(read('labelling', isLabelling, text)).toBeNull();
  });

  it.each(['{}', '[{}]', '[{"fingerprint":"a","drawingId":"b","id":null,"digits":["7"]}]'])(
    'does not break the recent readings: %s',
    (text) => {
      expect(read('recent', isStoredReadings, text)).toBeNull();
    },
  );

  it.each([
    '{}',
    '{"strokes":[],"steps":[],"position":0}',
    '{"strokes":[{"pen":{"colour":null,"width":18,"dotted":false,"eraser":false},"points":[{"x":0,"y":0}]}],"steps":[{"id":"a","paper":null,"picture":null,"strokes":[0],"edits":[],"labels":null}],"position":0}',
    '{"strokes":[],"steps":[{"id":"a","paper":"red","picture":null,"strokes":[],"edits":[],"labels":null}],"position":0}',
    '{"strokes":[],"steps":[{"id":"a","paper":null,"picture":null,"strokes":[0],"edits":[],"labels":null}],"position":0}',
  ])('does not break the drawing: %s', (text) => {
    expect(read('timeline', isSerializedTimeline, text)).toBeNull();
  });

  it('accepts what the page itself stores', () => {
    const drawing = withStroke(emptyDrawing('a', '#ffffff'), {
      pen: { colour: '#ff0000', width: 18, dotted: false, eraser: false },
      points: [{ x: 1, y: 2, pressure: 0.5 }],
    });
    const timeline = push(startTimeline(emptyDrawing('a')), drawing);
    const text = JSON.stringify(serializeTimeline(timeline));
    expect(read('timeline', isSerializedTimeline, text)).toEqual(serializeTimeline(timeline));
    const labelling = startLabelling(() => 0.5);
    expect(read('labelling', isLabelling, JSON.stringify(labelling))).toEqual(labelling);
  });

  it('is removed where an earlier version used other keys', () => {
    const store = new MapStore();
    for (const key of ['owner', 'sheets', 'errands', 'lesson']) store.setItem(`cirrus.${key}`, '{}');
    removeObsolete(store);
    expect([...store.items.keys()]).toEqual(['cirrus.owner']);
  });
});
