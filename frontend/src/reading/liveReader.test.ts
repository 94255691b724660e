import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { FakeClock, settle } from '../testing/fakeClock';
import {
  LiveReader,
  MOVE_INTERVAL_MS,
  PAUSE_MS,
  type PredictOutcome,
  type ReadingResult,
  SLOW_AFTER_MS,
  type Snapshot,
} from './liveReader';

interface PendingRequest {
  readonly record: boolean;
  readonly fingerprint: string;
  respond(digit: number, recorded?: boolean): void;
  fail(error: ApiError): void;
}

/** A canvas, a service and a display that the test controls. */
class Fixture {
  readonly clock = new FakeClock();
  readonly requests: PendingRequest[] = [];
  readonly displayed: (number | null)[] = [];
  readonly finished: ReadingResult[] = [];
  readonly compared: (readonly [number | undefined, number | undefined])[] = [];
  /** What the device reads; null if it has no model. */
  deviceDigit: number | null = null;
  deviceDelay = 0;
  readonly failures: [string, number | null][] = [];
  slow = 0;
  readonly unread: string[] = [];
  pending = false;
  fingerprint = '1';
  drawingId = 'a';
  digits = 1;
  /** Why the digits can't be found. */
  captureError: ApiError | null = null;
  captures = 0;
  readonly reader = new LiveReader({
    capture: async () => {
      this.captures++;
      if (this.captureError !== null) throw this.captureError;
      return this.#capture();
    },
    predict: (snapshot, record) =>
      new Promise<PredictOutcome>((resolve, reject) => {
        this.requests.push({
          record,
          fingerprint: snapshot.fingerprint,
          respond: (digit, recorded = record) => resolve(outcome(snapshot, digit, recorded)),
          fail: reject,
        });
      }),
    readOnDevice: (snapshot) =>
      this.deviceDigit === null
        ? null
        : this.#readOnDevice(outcome(snapshot, this.deviceDigit, false)),
    compare: (_model, _drawingId, [ofService], [onDevice]) =>
      this.compared.push([ofService?.digit, onDevice?.digit]),
    show: (result, pending) => {
      this.pending = pending;
      this.displayed.push(result?.predictions[0]?.digit ?? null);
    },
    finished: (result) => this.finished.push(result),
    failed: (failure, wait) => this.failures.push([failure.kind, wait]),
    slow: () => this.slow++,
    unread: ({ fingerprint }) => this.unread.push(fingerprint),
    pendingChanged: (pending) => (this.pending = pending),
    after: this.clock.after,
    random: () => 1,
  });

  last(): PendingRequest {
    const request = this.requests.at(-1);
    if (request === undefined) throw new Error('expected a request but got none');
    return request;
  }

  async #readOnDevice(reading: PredictOutcome): Promise<PredictOutcome> {
    const { deviceDelay } = this;
    if (deviceDelay > 0) await new Promise<void>((resolve) => this.clock.after(deviceDelay, resolve));
    return reading;
  }

  #capture(): Snapshot {
    const box = { x: 0, y: 0, width: 10, height: 10 };
    const digit = { box, pixels: new Uint8Array(784), line: 0, isCertain: false };
    return {
      drawingId: this.drawingId,
      fingerprint: this.fingerprint,
      file: null,
      picture: null,
      digits: Array.from({ length: this.digits }, () => digit),
      rejected: [],
      sheet: null,
      omitted: 0,
    };
  }
}

function outcome(snapshot: Snapshot, digit: number, recorded: boolean): PredictOutcome {
  const probabilities = Array.from({ length: 10 }, (_, i) => (i === digit ? 1 : 0));
  return {
    snapshot,
    id: recorded ? `id-${digit}` : null,
    pendingId: null,
    model: '2.0.0',
    predictions: [{ digit, confidence: 1, probabilities, notADigit: 0 }],
  };
}

describe('while the pen moves', () => {
  it('requests a reading a few times a second, without a record', async () => {
    const fixture = new Fixture();
    for (let i = 0; i < 20; i++) {
      fixture.reader.moved('service');
      await fixture.clock.advance(50);
      fixture.requests.forEach((request) => request.respond(1));
      await settle();
    }
    expect(fixture.requests.length).toBeGreaterThanOrEqual(3);
    expect(fixture.requests.length).toBeLessThanOrEqual(4);
    expect(fixture.requests.some(({ record }) => record)).toBe(false);
  });

  it('waits for the response before the next request', async () => {
    const fixture = new Fixture();
    for (let i = 0; i < 20; i++) {
      fixture.reader.moved('service');
      await fixture.clock.advance(50);
    }
    expect(fixture.requests).toHaveLength(1);
  });

  it('sends no request while the pen stands still', async () => {
    const fixture = new Fixture();
    fixture.reader.moved('service');
    await fixture.clock.advance(MOVE_INTERVAL_MS);
    fixture.last().respond(1);
    await fixture.clock.advance(5000);
    expect(fixture.requests).toHaveLength(1);
  });

  it('reads nothing on a picture until the stroke is complete', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.reader.moved(null);
    await fixture.clock.advance(5000);
    expect(fixture.captures).toBe(0);
    fixture.reader.changed();
    expect(fixture.captures).toBe(1);
  });
});

describe('when the pen is lifted', () => {
  it('requests a reading at once, even while another request is pending', async () => {
    const fixture = new Fixture();
    fixture.reader.moved('service');
    await fixture.clock.advance(MOVE_INTERVAL_MS);
    fixture.reader.changed();
    await settle();
    expect(fixture.requests).toHaveLength(2);
  });

  it('requests a record after a pause', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().respond(7);
    await fixture.clock.advance(PAUSE_MS - 1);
    expect(fixture.requests.map(({ record }) => record)).toEqual([false]);
    await fixture.clock.advance(1);
    expect(fixture.requests.map(({ record }) => record)).toEqual([false, true]);
    fixture.last().respond(7);
    await settle();
    expect(fixture.finished.map(({ id, final }) => [id, final])).toEqual([['id-7', 'pause']]);
  });

  it('restarts the pause with every stroke', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await fixture.clock.advance(PAUSE_MS - 100);
    fixture.reader.moved('service');
    await fixture.clock.advance(100);
    fixture.reader.changed();
    await fixture.clock.advance(PAUSE_MS - 100);
    expect(fixture.requests.some(({ record }) => record)).toBe(false);
    await fixture.clock.advance(100);
    expect(fixture.requests.filter(({ record }) => record)).toHaveLength(1);
  });

  it('shows nothing and sends no request if nothing is drawn', async () => {
    const fixture = new Fixture();
    fixture.digits = 0;
    fixture.reader.changed();
    await fixture.clock.advance(PAUSE_MS);
    expect(fixture.requests).toHaveLength(0);
    expect(new Set(fixture.displayed)).toEqual(new Set([null]));
  });
});

describe('responses out of order', () => {
  it('never replace a newer reading by an older one', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.reader.changed();
    await settle();
    fixture.reader.changed();
    await settle();
    fixture.requests[2]?.respond(3);
    await settle();
    fixture.requests[0]?.respond(1);
    fixture.requests[1]?.respond(2);
    await settle();
    expect(fixture.displayed).toEqual([3]);
  });

  it('are displayed if they are newer than the display, even while a newer request is pending', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.reader.changed();
    await settle();
    fixture.requests[0]?.respond(1);
    await settle();
    fixture.requests[1]?.respond(2);
    await settle();
    expect(fixture.displayed).toEqual([1, 2]);
  });

  it('are dropped when the drawing was cleared', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.reader.cleared();
    fixture.requests[0]?.respond(1);
    await settle();
    expect(fixture.displayed).toEqual([null]);
  });

  it('are recorded when they are final, although they are not displayed any more', async () => {
    const fixture = new Fixture();
    void fixture.reader.request();
    await settle();
    fixture.reader.cleared();
    fixture.requests[0]?.respond(4);
    await settle();
    expect(fixture.displayed).toEqual([null]);
    expect(fixture.finished.map(({ id }) => id)).toEqual(['id-4']);
  });
});

describe('a device that can read', () => {
  it('reads while the pen moves, without requests', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    for (let i = 0; i < 20; i++) {
      fixture.reader.moved('device');
      await fixture.clock.advance(50);
    }
    expect(fixture.requests).toHaveLength(0);
    expect(fixture.displayed.length).toBeGreaterThan(15);
    fixture.deviceDigit = 7;
    fixture.reader.changed();
    await settle();
    expect(fixture.requests).toHaveLength(1);
    await settle();
    expect(fixture.displayed.at(-1)).toBe(7);
  });

  it('is overruled by the service', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.reader.changed();
    await settle();
    expect(fixture.displayed).toEqual([1]);
    fixture.last().respond(7);
    await settle();
    expect(fixture.displayed).toEqual([1, 7]);
    expect(fixture.pending).toBe(false);
  });

  it('is compared with the service when a reading is final', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.reader.changed();
    await settle();
    fixture.last().respond(7);
    await settle();
    expect(fixture.compared).toEqual([]);
    await fixture.clock.advance(PAUSE_MS);
    fixture.last().respond(7);
    await settle();
    expect(fixture.finished).toHaveLength(1);
    expect(fixture.compared).toEqual([[7, 1]]);
  });

  it('is compared although the service’s reading is known before the device’s', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.deviceDelay = 100;
    void fixture.reader.request();
    await settle();
    fixture.last().respond(7);
    await settle();
    expect(fixture.compared).toEqual([]);
    await fixture.clock.advance(100);
    expect(fixture.compared).toEqual([[7, 1]]);
  });

  it('is not overruled by the service’s reading of less ink', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.reader.changed();
    await settle();
    fixture.deviceDigit = 4;
    fixture.reader.moved('device');
    await fixture.clock.advance(50);
    fixture.last().respond(1);
    await settle();
    expect(fixture.displayed.at(-1)).toBe(4);
    expect(fixture.pending).toBe(false);
  });

  it('does not show what it read before the drawing was cleared', async () => {
    const fixture = new Fixture();
    fixture.deviceDigit = 1;
    fixture.reader.changed();
    fixture.reader.cleared();
    await settle();
    expect(fixture.displayed).toEqual([null]);
  });

  it('reads while the service is not available', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(new ApiError('offline', 'no'));
    await settle();
    fixture.deviceDigit = 3;
    fixture.reader.changed();
    await settle();
    expect(fixture.requests).toHaveLength(1);
    expect(fixture.displayed).toEqual([3]);
  });
});

describe('a slow response', () => {
  it('is reported', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await fixture.clock.advance(SLOW_AFTER_MS);
    expect(fixture.slow).toBe(1);
  });

  it('is not reported once it arrived or its drawing was cleared', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().respond(1);
    await fixture.clock.advance(PAUSE_MS);
    fixture.last().respond(1);
    fixture.reader.changed();
    await settle();
    fixture.digits = 0;
    fixture.reader.changed();
    await settle();
    fixture.digits = 1;
    await fixture.clock.advance(PAUSE_MS / 2);
    fixture.reader.changed();
    await settle();
    fixture.reader.cleared();
    await fixture.clock.advance(SLOW_AFTER_MS * 2);
    expect(fixture.slow).toBe(0);
  });
});

describe('while the digits are being found', () => {
  it('the reading is pending, but not of a drawing that is cleared meanwhile', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    expect(fixture.pending).toBe(true);
    fixture.reader.cleared();
    await settle();
    expect(fixture.pending).toBe(false);
    fixture.last().respond(1);
    await settle();
    expect(fixture.displayed).toEqual([null]);
  });

  it('a cleared drawing is still recorded if that was requested', async () => {
    const fixture = new Fixture();
    void fixture.reader.request();
    fixture.reader.cleared();
    await settle();
    fixture.last().respond(4);
    await settle();
    expect(fixture.finished.map(({ id }) => id)).toEqual(['id-4']);
  });

  it('the drawing is deferred if it is cleared and its request fails, whatever the device reads', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    fixture.deviceDigit = 1;
    fixture.reader.moved('device');
    await fixture.clock.advance(MOVE_INTERVAL_MS);
    fixture.reader.cleared();
    fixture.last().fail(new ApiError('offline', 'no'));
    await settle();
    expect(fixture.unread).toEqual(['1']);
  });

  it('a cleared drawing is not deferred because the next one can’t be read', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    fixture.reader.cleared();
    await settle();
    fixture.captureError = new ApiError('offline', 'The worker could not be loaded.');
    fixture.reader.changed();
    await settle();
    fixture.reader.cleared();
    expect(fixture.unread).toEqual([]);
  });

  it('a drawing without digits replaces no reading of the next drawing', async () => {
    const fixture = new Fixture();
    fixture.digits = 0;
    fixture.reader.changed();
    fixture.reader.cleared();
    fixture.reader.changed();
    await settle();
    expect(fixture.displayed).toEqual([null, null]);
    expect(fixture.pending).toBe(false);
  });

  it('a failure is reported, and retried', async () => {
    const fixture = new Fixture();
    fixture.captureError = new ApiError('offline', 'The worker could not be loaded.');
    fixture.reader.changed();
    await settle();
    expect(fixture.failures.map(([kind]) => kind)).toEqual(['offline']);
    fixture.captureError = null;
    fixture.reader.retry();
    await settle();
    fixture.last().respond(3);
    await settle();
    expect(fixture.displayed).toEqual([3]);
    expect(fixture.pending).toBe(false);
  });
});

describe('requesting a final reading', () => {
  it('records at once, and the pause adds no second record', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().respond(5);
    const asking = fixture.reader.request();
    await settle();
    fixture.last().respond(5);
    expect((await asking)?.final).toBe('request');
    await fixture.clock.advance(PAUSE_MS * 3);
    expect(fixture.requests.filter(({ record }) => record)).toHaveLength(1);
  });

  it('records once when requested twice', async () => {
    const fixture = new Fixture();
    const first = fixture.reader.request();
    const second = fixture.reader.request();
    await settle();
    fixture.last().respond(5);
    expect(await second).toBe(await first);
    await fixture.reader.request();
    expect(fixture.requests).toHaveLength(1);
  });

  it('repeats the request if it could not be recorded', async () => {
    const fixture = new Fixture();
    const first = fixture.reader.request();
    await settle();
    fixture.last().respond(5, false);
    expect((await first)?.id).toBeNull();
    void fixture.reader.request();
    await settle();
    expect(fixture.requests).toHaveLength(2);
  });

  it('resolves to null if nothing is drawn', async () => {
    const fixture = new Fixture();
    fixture.digits = 0;
    expect(await fixture.reader.request()).toBeNull();
  });
});

describe('when the service fails', () => {
  const offline = new ApiError('offline', 'no');

  it('retries after growing pauses', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    for (let i = 0; i < 4; i++) {
      fixture.last().fail(offline);
      await settle();
      await fixture.clock.advance(fixture.failures.at(-1)?.[1] ?? 0);
    }
    expect(fixture.failures.map(([, wait]) => wait)).toEqual([800, 1600, 3200, 6400]);
    fixture.last().respond(8);
    await settle();
    expect(fixture.displayed).toEqual([8]);
  });

  it('retries with the latest drawing and sends nothing in between', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(offline);
    await settle();
    fixture.fingerprint = '2';
    fixture.reader.changed();
    await settle();
    expect(fixture.requests).toHaveLength(1);
    await fixture.clock.advance(800);
    expect(fixture.requests.map(({ fingerprint }) => fingerprint)).toEqual(['1', '2']);
  });

  it('records the reading once the service is back', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().respond(6);
    await fixture.clock.advance(PAUSE_MS);
    fixture.last().fail(offline);
    await fixture.clock.advance(800);
    expect(fixture.last().record).toBe(true);
    fixture.last().respond(6);
    await settle();
    expect(fixture.finished.map(({ final }) => final)).toEqual(['pause']);
  });

  it('waits as long as the service asked for', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(new ApiError('throttled', 'wait', 5000));
    await settle();
    expect(fixture.failures).toEqual([['throttled', 5000]]);
    await fixture.clock.advance(4999);
    expect(fixture.requests).toHaveLength(1);
    await fixture.clock.advance(1);
    expect(fixture.requests).toHaveLength(2);
  });

  it('retries at once on demand', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(offline);
    await settle();
    fixture.reader.retry();
    await settle();
    expect(fixture.requests).toHaveLength(2);
  });

  it('does not retry a rejected request', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(new ApiError('rejected', 'no'));
    await settle();
    expect(fixture.failures).toEqual([['rejected', null]]);
  });

  it('ignores the failure of an older request', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.reader.changed();
    await settle();
    fixture.requests[0]?.fail(offline);
    fixture.requests[1]?.respond(2);
    await settle();
    expect(fixture.failures).toEqual([]);
    expect(fixture.displayed).toEqual([2]);
  });
});

describe('a drawing that is cleared before it was read', () => {
  const offline = new ApiError('offline', 'no');

  it('is deferred if a retry was scheduled', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(offline);
    await settle();
    fixture.reader.cleared();
    expect(fixture.unread).toEqual(['1']);
  });

  it('is deferred at once, and once, while a retry is in flight', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().fail(offline);
    await settle();
    fixture.reader.retry();
    fixture.reader.cleared();
    expect(fixture.unread).toEqual(['1']);
    await settle();
    fixture.last().fail(offline);
    await settle();
    expect(fixture.unread).toEqual(['1']);
  });

  it('is deferred if its request fails later', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.reader.cleared();
    expect(fixture.unread).toEqual([]);
    fixture.last().fail(offline);
    await settle();
    expect(fixture.unread).toEqual(['1']);
  });

  it('is not deferred if it was read, or was rejected', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    fixture.last().respond(7);
    await settle();
    fixture.reader.cleared();
    fixture.reader.changed();
    await settle();
    fixture.reader.cleared();
    fixture.last().fail(new ApiError('rejected', 'no'));
    await settle();
    expect(fixture.unread).toEqual([]);
  });
});

describe('a pending reading', () => {
  it('is reported from the request to its response, and while retries are scheduled', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    await settle();
    expect(fixture.pending).toBe(true);
    fixture.last().fail(new ApiError('offline', 'no'));
    await settle();
    expect(fixture.pending).toBe(true);
    await fixture.clock.advance(800);
    fixture.last().respond(7);
    await settle();
    expect(fixture.pending).toBe(false);
  });

  it('is not reported for an empty drawing', async () => {
    const fixture = new Fixture();
    fixture.reader.changed();
    fixture.reader.cleared();
    expect(fixture.pending).toBe(false);
    await settle();
    expect(fixture.pending).toBe(false);
  });
});
