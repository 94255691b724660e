import { describe, expect, it } from 'vitest';
import { type Drawing, type Stroke, emptyDrawing, isEmpty, fingerprintOf, withStroke } from './drawing';
import { serializeTimeline, push, redo, startTimeline, undo, deserializeTimeline } from './timeline';

const line = (x: number): Stroke => ({
  pen: { colour: null, width: 18, dotted: false, eraser: false },
  points: [
    { x, y: 10, pressure: 0.5 },
    { x, y: 90, pressure: 0.5 },
  ],
});

const two = (): Drawing => withStroke(withStroke(emptyDrawing('a'), line(10)), line(50));

describe('a drawing', () => {
  it('is empty until it has a stroke or a picture', () => {
    expect(isEmpty(emptyDrawing('a'))).toBe(true);
    expect(isEmpty(two())).toBe(false);
    const picture = { key: 'k', name: 'a.png', width: 4, height: 3 };
    expect(isEmpty({ ...emptyDrawing('a'), picture })).toBe(false);
  });

  it('has the same fingerprint in other colours, and another one after another stroke', () => {
    const drawing = two();
    expect(fingerprintOf({ ...drawing, paper: '#ff0000' })).toBe(fingerprintOf(drawing));
    expect(fingerprintOf(withStroke(drawing, line(90)))).not.toBe(fingerprintOf(drawing));
    expect(fingerprintOf({ ...drawing, id: 'b' })).not.toBe(fingerprintOf(drawing));
  });
});

describe('a timeline', () => {
  const first = emptyDrawing('a');
  const second = withStroke(first, line(10));
  const third = withStroke(second, line(50));
  const whole = push(push(startTimeline(first), second), third);

  it('is undone and redone stroke by stroke', () => {
    const back = undo(undo(whole));
    expect(back.present).toBe(first);
    expect(redo(back).present).toBe(second);
    expect(redo(redo(back))).toEqual(whole);
  });

  it('is unchanged when there is nothing to undo or redo', () => {
    const start = startTimeline(first);
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });

  it('drops what was undone once something else is drawn', () => {
    const other = withStroke(first, line(70));
    const branched = push(undo(undo(whole)), other);
    expect(branched.present).toBe(other);
    expect(redo(branched)).toBe(branched);
  });

  it('keeps no more than a hundred steps', () => {
    let timeline = startTimeline(first);
    for (let i = 0; i < 150; i++) timeline = push(timeline, withStroke(first, line(i)));
    expect(timeline.past).toHaveLength(100);
  });

  it('is restored from storage with past and future, each stroke stored once', () => {
    const serialized = serializeTimeline(undo(whole));
    expect(serialized.strokes).toHaveLength(2);
    expect(deserializeTimeline(JSON.parse(JSON.stringify(serialized)))).toEqual(undo(whole));
  });
});
