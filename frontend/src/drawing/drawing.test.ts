import { describe, expect, it } from 'vitest';
import { type Drawing, type Stroke, emptyDrawing, isEmpty, marksOf, withStroke } from './drawing';
import { packTimeline, push, redo, startTimeline, undo, unpackTimeline } from './timeline';

const line = (x: number): Stroke => ({
  pen: { colour: null, width: 18, dotted: false },
  points: [
    { x, y: 10, pressure: 0.5 },
    { x, y: 90, pressure: 0.5 },
  ],
});

const two = (): Drawing => withStroke(withStroke(emptyDrawing('a'), line(10)), line(50));

describe('a drawing', () => {
  it('is empty until there is a stroke or a picture on it', () => {
    expect(isEmpty(emptyDrawing('a'))).toBe(true);
    expect(isEmpty(two())).toBe(false);
    const picture = { key: 'k', name: 'a.png', width: 4, height: 3 };
    expect(isEmpty({ ...emptyDrawing('a'), picture })).toBe(false);
  });

  it('has the same marks in other colours, and other marks after another stroke', () => {
    const drawing = two();
    expect(marksOf({ ...drawing, paper: '#ff0000' })).toBe(marksOf(drawing));
    expect(marksOf(withStroke(drawing, line(90)))).not.toBe(marksOf(drawing));
    expect(marksOf({ ...drawing, sheet: 'b' })).not.toBe(marksOf(drawing));
  });
});

describe('a timeline', () => {
  const first = emptyDrawing('a');
  const second = withStroke(first, line(10));
  const third = withStroke(second, line(50));
  const whole = push(push(startTimeline(first), second), third);

  it('goes back stroke by stroke and forth again', () => {
    const back = undo(undo(whole));
    expect(back.present).toBe(first);
    expect(redo(back).present).toBe(second);
    expect(redo(redo(back))).toEqual(whole);
  });

  it('stays where it is when there is nothing to undo or redo', () => {
    const start = startTimeline(first);
    expect(undo(start)).toBe(start);
    expect(redo(start)).toBe(start);
  });

  it('forgets what was undone once something else is drawn', () => {
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

  it('comes back whole from storage, with past and future, each stroke written once', () => {
    const packed = packTimeline(undo(whole));
    expect(packed.strokes).toHaveLength(2);
    expect(unpackTimeline(JSON.parse(JSON.stringify(packed)))).toEqual(undo(whole));
  });
});
