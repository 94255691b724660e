import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/client';
import { HandClock, settle } from '../handClock';
import { type Answer, LATE_MS, type Outcome, REST_MS, Reader, type Sight, TICK_MS } from './reader';

interface Asked {
  readonly record: boolean;
  readonly marks: string;
  answer(digit: number, recorded?: boolean): void;
  fail(failure: ApiFailure): void;
}

/** A desk, a service and a screen, all in the hands of the test. */
class Bench {
  readonly clock = new HandClock();
  readonly asked: Asked[] = [];
  readonly screen: (number | null)[] = [];
  readonly finished: Answer[] = [];
  readonly failures: [string, number | null][] = [];
  late = 0;
  marks = '1';
  sheet = 'a';
  digits = 1;
  readonly reader = new Reader({
    look: () => this.#look(),
    ask: (sight, record) =>
      new Promise<Outcome>((resolve, reject) => {
        this.asked.push({
          record,
          marks: sight.marks,
          answer: (digit, recorded = record) => resolve(outcome(digit, recorded)),
          fail: reject,
        });
      }),
    show: (answer) => this.screen.push(answer?.predictions[0]?.digit ?? null),
    finished: (answer) => this.finished.push(answer),
    failed: (failure, wait) => this.failures.push([failure.kind, wait]),
    late: () => this.late++,
    after: this.clock.after,
    chance: () => 1,
  });

  last(): Asked {
    const asked = this.asked.at(-1);
    if (asked === undefined) throw new Error('nothing was asked');
    return asked;
  }

  #look(): Sight {
    const box = { x: 0, y: 0, width: 10, height: 10 };
    const digit = { box, pixels: new Uint8Array(784) };
    return {
      sheet: this.sheet,
      marks: this.marks,
      file: null,
      digits: Array.from({ length: this.digits }, () => digit),
      unread: 0,
    };
  }
}

function outcome(digit: number, recorded: boolean): Outcome {
  const probabilities = Array.from({ length: 10 }, (_, i) => (i === digit ? 1 : 0));
  return {
    id: recorded ? `id-${digit}` : null,
    sent: null,
    predictions: [{ digit, confidence: 1, probabilities }],
  };
}

describe('while the pen moves', () => {
  it('asks a few times a second, for no record', async () => {
    const bench = new Bench();
    for (let i = 0; i < 20; i++) {
      bench.reader.moved();
      await bench.clock.pass(50);
      bench.asked.forEach((asked) => asked.answer(1));
      await settle();
    }
    expect(bench.asked.length).toBeGreaterThanOrEqual(3);
    expect(bench.asked.length).toBeLessThanOrEqual(4);
    expect(bench.asked.some(({ record }) => record)).toBe(false);
  });

  it('waits for an answer before it asks again', async () => {
    const bench = new Bench();
    for (let i = 0; i < 20; i++) {
      bench.reader.moved();
      await bench.clock.pass(50);
    }
    expect(bench.asked).toHaveLength(1);
  });

  it('asks nothing when the pen stands still', async () => {
    const bench = new Bench();
    bench.reader.moved();
    await bench.clock.pass(TICK_MS);
    bench.last().answer(1);
    await bench.clock.pass(5000);
    expect(bench.asked).toHaveLength(1);
  });
});

describe('when the pen is lifted', () => {
  it('asks at once, even while another answer is on its way', async () => {
    const bench = new Bench();
    bench.reader.moved();
    await bench.clock.pass(TICK_MS);
    bench.reader.changed();
    expect(bench.asked).toHaveLength(2);
  });

  it('asks for the record once the pen has rested', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().answer(7);
    await bench.clock.pass(REST_MS - 1);
    expect(bench.asked.map(({ record }) => record)).toEqual([false]);
    await bench.clock.pass(1);
    expect(bench.asked.map(({ record }) => record)).toEqual([false, true]);
    bench.last().answer(7);
    await settle();
    expect(bench.finished.map(({ id, final }) => [id, final])).toEqual([['id-7', 'rest']]);
  });

  it('starts the rest anew with every stroke', async () => {
    const bench = new Bench();
    bench.reader.changed();
    await bench.clock.pass(REST_MS - 100);
    bench.reader.moved();
    await bench.clock.pass(100);
    bench.reader.changed();
    await bench.clock.pass(REST_MS - 100);
    expect(bench.asked.some(({ record }) => record)).toBe(false);
    await bench.clock.pass(100);
    expect(bench.asked.filter(({ record }) => record)).toHaveLength(1);
  });

  it('shows nothing and asks nothing where nothing is drawn', async () => {
    const bench = new Bench();
    bench.digits = 0;
    bench.reader.changed();
    await bench.clock.pass(REST_MS);
    expect(bench.asked).toHaveLength(0);
    expect(new Set(bench.screen)).toEqual(new Set([null]));
  });
});

describe('answers out of order', () => {
  it('never put an older reading in a newer one’s place', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.reader.changed();
    bench.reader.changed();
    bench.asked[2]?.answer(3);
    await settle();
    bench.asked[0]?.answer(1);
    bench.asked[1]?.answer(2);
    await settle();
    expect(bench.screen).toEqual([3]);
  });

  it('show what is newer than the screen, though newer still is on its way', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.reader.changed();
    bench.asked[0]?.answer(1);
    await settle();
    bench.asked[1]?.answer(2);
    await settle();
    expect(bench.screen).toEqual([1, 2]);
  });

  it('are dropped when the sheet was cleared', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.reader.cleared();
    bench.asked[0]?.answer(1);
    await settle();
    expect(bench.screen).toEqual([null]);
  });

  it('are still counted when they were final, though no longer shown', async () => {
    const bench = new Bench();
    void bench.reader.ask();
    bench.reader.cleared();
    bench.asked[0]?.answer(4);
    await settle();
    expect(bench.screen).toEqual([null]);
    expect(bench.finished.map(({ id }) => id)).toEqual(['id-4']);
  });
});

describe('an answer that takes its time', () => {
  it('is said to be waited for', async () => {
    const bench = new Bench();
    bench.reader.changed();
    await bench.clock.pass(LATE_MS);
    expect(bench.late).toBe(1);
  });

  it('is not waited for any more once it is there, or what it was asked of is gone', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().answer(1);
    await bench.clock.pass(REST_MS);
    bench.last().answer(1);
    bench.reader.changed();
    bench.digits = 0;
    bench.reader.changed();
    bench.digits = 1;
    await bench.clock.pass(REST_MS / 2);
    bench.reader.changed();
    bench.reader.cleared();
    await bench.clock.pass(LATE_MS * 2);
    expect(bench.late).toBe(0);
  });
});

describe('asking for a reading', () => {
  it('records at once, and the rest adds no second record', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().answer(5);
    const asking = bench.reader.ask();
    bench.last().answer(5);
    expect((await asking)?.final).toBe('asked');
    await bench.clock.pass(REST_MS * 3);
    expect(bench.asked.filter(({ record }) => record)).toHaveLength(1);
  });

  it('asked twice, records once', async () => {
    const bench = new Bench();
    const first = bench.reader.ask();
    const second = bench.reader.ask();
    bench.last().answer(5);
    expect(await second).toBe(await first);
    await bench.reader.ask();
    expect(bench.asked).toHaveLength(1);
  });

  it('asks anew when it could not be recorded', async () => {
    const bench = new Bench();
    const first = bench.reader.ask();
    bench.last().answer(5, false);
    expect((await first)?.id).toBeNull();
    void bench.reader.ask();
    expect(bench.asked).toHaveLength(2);
  });

  it('has no answer where nothing is drawn', async () => {
    const bench = new Bench();
    bench.digits = 0;
    expect(await bench.reader.ask()).toBeNull();
  });
});

describe('when the service fails', () => {
  const offline = new ApiFailure('offline', 'no');

  it('tries again after pauses that grow', async () => {
    const bench = new Bench();
    bench.reader.changed();
    for (let i = 0; i < 4; i++) {
      bench.last().fail(offline);
      await settle();
      await bench.clock.pass(bench.failures.at(-1)?.[1] ?? 0);
    }
    expect(bench.failures.map(([, wait]) => wait)).toEqual([800, 1600, 3200, 6400]);
    bench.last().answer(8);
    await settle();
    expect(bench.screen).toEqual([8]);
  });

  it('asks for what is drawn by then, and does not ask in between', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().fail(offline);
    await settle();
    bench.marks = '2';
    bench.reader.changed();
    expect(bench.asked).toHaveLength(1);
    await bench.clock.pass(800);
    expect(bench.asked.map(({ marks }) => marks)).toEqual(['1', '2']);
  });

  it('still brings the record once it is back', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().answer(6);
    await bench.clock.pass(REST_MS);
    bench.last().fail(offline);
    await bench.clock.pass(800);
    expect(bench.last().record).toBe(true);
    bench.last().answer(6);
    await settle();
    expect(bench.finished.map(({ final }) => final)).toEqual(['rest']);
  });

  it('waits as long as the service asks', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().fail(new ApiFailure('throttled', 'wait', 5000));
    await settle();
    expect(bench.failures).toEqual([['throttled', 5000]]);
    await bench.clock.pass(4999);
    expect(bench.asked).toHaveLength(1);
    await bench.clock.pass(1);
    expect(bench.asked).toHaveLength(2);
  });

  it('tries at once when told to', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().fail(offline);
    await settle();
    bench.reader.retry();
    expect(bench.asked).toHaveLength(2);
  });

  it('does not try again what was refused', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.last().fail(new ApiFailure('refused', 'no'));
    await settle();
    expect(bench.failures).toEqual([['refused', null]]);
  });

  it('says nothing of an older request’s failure', async () => {
    const bench = new Bench();
    bench.reader.changed();
    bench.reader.changed();
    bench.asked[0]?.fail(offline);
    bench.asked[1]?.answer(2);
    await settle();
    expect(bench.failures).toEqual([]);
    expect(bench.screen).toEqual([2]);
  });
});
