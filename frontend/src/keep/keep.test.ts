import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/client';
import { HandClock, settle } from '../handClock';
import { type Errand, Outbox } from './outbox';
import { STANDARD, keptSettings } from './settings';
import { type Shelf, shelfOf } from './shelf';

class MapShelf implements Shelf {
  readonly items = new Map<string, string>();
  full = false;

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new Error('quota');
    this.items.set(key, value);
  }
}

describe('what is kept', () => {
  it('comes back as it was', () => {
    const shelf = new MapShelf();
    keptSettings(shelf).set({ ...STANDARD, ink: '#ff0000', width: 30 });
    expect(keptSettings(shelf).get()).toEqual({ ...STANDARD, ink: '#ff0000', width: 30 });
  });

  it.each([
    ['no JSON', '{'],
    ['of another shape', '{"ink": 5}'],
    ['beyond its limits', JSON.stringify({ ...STANDARD, width: 5000 })],
    ['no colour', JSON.stringify({ ...STANDARD, paper: 'javascript:' })],
  ])('is as if never set when it is %s', (_, text) => {
    const shelf = new MapShelf();
    shelf.setItem('cirrus.settings', text);
    expect(keptSettings(shelf).get()).toEqual(STANDARD);
  });

  it('lasts as long as the page where the browser forbids to keep anything', () => {
    const shelf = shelfOf(() => {
      throw new Error('SecurityError');
    });
    keptSettings(shelf).set({ ...STANDARD, width: 30 });
    expect(keptSettings(shelf).get().width).toBe(30);
  });

  it('is told not to be kept when the browser is full, and lasts as long as the page', () => {
    const shelf = new MapShelf();
    const kept = keptSettings(shelf);
    shelf.full = true;
    expect(kept.set({ ...STANDARD, width: 30 })).toBe(false);
    expect(kept.get().width).toBe(30);
    shelf.full = false;
    expect(kept.set({ ...STANDARD, width: 20 })).toBe(true);
    expect(kept.get().width).toBe(20);
  });
});

describe('the outbox', () => {
  class Bench {
    readonly clock = new HandClock();
    readonly carried: Errand[] = [];
    readonly lost: Errand[] = [];
    saved: readonly Errand[] = [];
    failures: ApiFailure[] = [];
    readonly outbox: Outbox;

    constructor(waiting: readonly Errand[] = []) {
      this.saved = waiting;
      this.outbox = this.open();
    }

    /** The outbox of one more tab. */
    open(): Outbox {
      return new Outbox({
        carry: (errand) => {
          const failure = this.failures.shift();
          if (failure !== undefined) return Promise.reject(failure);
          this.carried.push(errand);
          return Promise.resolve();
        },
        load: () => this.saved,
        save: (errands) => (this.saved = errands),
        lost: (errand) => this.lost.push(errand),
        after: this.clock.after,
        chance: () => 1,
      });
    }
  }
  const correction = (id: string, ...labels: number[]): Errand => ({ kind: 'correct', id, labels });

  it('carries errands in their order and keeps none that is done', async () => {
    const bench = new Bench();
    bench.outbox.add(correction('a', 1));
    bench.outbox.add(correction('b', 2));
    await settle();
    expect(bench.carried).toEqual([correction('a', 1), correction('b', 2)]);
    expect(bench.saved).toEqual([]);
  });

  it('goes on after a reload with what was still waiting', async () => {
    const bench = new Bench([correction('a', 1), { kind: 'forget', id: 'b' }]);
    bench.outbox.run();
    await settle();
    expect(bench.carried).toHaveLength(2);
  });

  it('loses nothing that another tab has added, and carries it once', async () => {
    const bench = new Bench();
    bench.failures = [new ApiFailure('offline', '')];
    bench.outbox.add(correction('a', 1));
    await settle();
    bench.failures = [new ApiFailure('offline', '')];
    bench.open().add(correction('b', 2));
    await settle();
    expect(bench.saved).toEqual([correction('a', 1), correction('b', 2)]);
    await bench.clock.pass(10_000);
    expect(bench.carried).toEqual([correction('a', 1), correction('b', 2)]);
    expect(bench.saved).toEqual([]);
  });

  it('carries a later correction of the record that it is just carrying', async () => {
    const bench = new Bench();
    bench.outbox.add(correction('a', 1));
    bench.outbox.add(correction('a', 2));
    await settle();
    expect(bench.carried).toEqual([correction('a', 1), correction('a', 2)]);
    expect(bench.saved).toEqual([]);
  });

  it('keeps an errand until the service is back', async () => {
    const bench = new Bench();
    bench.failures = [new ApiFailure('offline', ''), new ApiFailure('throttled', '', 4000)];
    bench.outbox.add(correction('a', 1));
    await settle();
    expect(bench.saved).toHaveLength(1);
    await bench.clock.pass(800);
    await bench.clock.pass(3999);
    expect(bench.carried).toEqual([]);
    await bench.clock.pass(1);
    expect(bench.carried).toHaveLength(1);
  });

  it('waits for a record that is still on its way to the ledger', async () => {
    const bench = new Bench();
    bench.failures = [new ApiFailure('not-found', ''), new ApiFailure('not-found', '')];
    bench.outbox.add(correction('a', 1));
    await bench.clock.pass(10_000);
    expect(bench.carried).toHaveLength(1);
  });

  it('gives up a record that never comes, and goes on with the next', async () => {
    const bench = new Bench();
    bench.failures = Array.from({ length: 7 }, () => new ApiFailure('not-found', ''));
    bench.outbox.add(correction('a', 1));
    bench.outbox.add(correction('b', 2));
    await bench.clock.pass(200_000);
    expect(bench.lost).toEqual([correction('a', 1)]);
    expect(bench.carried).toEqual([correction('b', 2)]);
  });

  it('sends only the latest of several corrections of one record', async () => {
    const bench = new Bench();
    bench.failures = [new ApiFailure('offline', '')];
    bench.outbox.add(correction('a', 1));
    await settle();
    bench.failures = [new ApiFailure('offline', '')];
    bench.outbox.add(correction('a', 2));
    await bench.clock.pass(10_000);
    expect(bench.carried).toEqual([correction('a', 2)]);
  });
});
