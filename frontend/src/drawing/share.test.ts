import { describe, expect, it } from 'vitest';
import { type Drawing, type Stroke, emptyDrawing } from './drawing';
import { duration, replayAt } from './replay';
import { StrokeRecorder } from './strokeRecorder';
import { decodeDrawing, encodeDrawing, toBase64Url } from './share';

const wave = (dotted: boolean, colour: string | null, pressed: boolean): Stroke => ({
  pen: { colour, width: 17.5, dotted, eraser: false },
  points: Array.from({ length: 40 }, (_, i) => ({
    x: 20 + i * 12,
    y: 200 + 90 * Math.sin(i / 4),
    pressure: pressed ? 0.2 + i / 60 : 0.5,
  })),
});

const drawing: Drawing = {
  ...emptyDrawing('a', '#fff8e0'),
  strokes: [wave(false, null, false), wave(true, '#0a0b0c', true)],
};

describe('a share link', () => {
  it('restores paper, pens and pressure', () => {
    const back = decodeDrawing(encodeDrawing(drawing), 'b');
    expect(back?.id).toBe('b');
    expect(back?.paper).toBe('#fff8e0');
    expect(back?.strokes.map(({ pen }) => pen)).toEqual(drawing.strokes.map(({ pen }) => pen));
    const pressures = back?.strokes[1]?.points.map(({ pressure }) => pressure) ?? [];
    expect(pressures[0]).toBeCloseTo(0.2, 2);
    expect(pressures.at(-1)).toBeCloseTo(0.85, 2);
  });

  it('restores every point exactly, so that a replay paints the same pixels', () => {
    const recorder = new StrokeRecorder();
    const pen = { colour: null, width: 18, dotted: false, eraser: true };
    recorder.down({ pointer: 1, kind: 'pen', x: 50.04, y: 60.55, pressure: 0.3 }, pen);
    for (let i = 1; i < 60; i++) {
      const pressure = 0.3 + (i % 7) / 10;
      recorder.move([{ pointer: 1, kind: 'pen', x: 50 + i * 3.37, y: 60.5 + (i % 5), pressure }]);
    }
    const stroke = recorder.up(1);
    if (stroke === null) throw new Error('expected a stroke');
    const recorded = { ...drawing, strokes: [stroke] };
    expect(decodeDrawing(encodeDrawing(recorded), 'a')).toEqual(recorded);
  });

  it('still reads links of version 1', () => {
    const decoded = decodeDrawing('AQAAAEgDoAagBlAAAFA', 'a');
    expect(decoded?.strokes[0]?.points.map(({ x, y }) => [x, y])).toEqual([[100, 100], [110, 100], [110, 110]]);
  });

  it('is short: two long strokes in less than 400 characters', () => {
    expect(encodeDrawing(drawing).length).toBeLessThan(400);
  });

  it('contains only characters that need no escaping in a fragment', () => {
    expect(encodeDrawing(drawing)).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['other characters', '%3Cscript%3E'],
    ['an unknown version', toBase64Url(Uint8Array.of(9, 0))],
    ['a truncated link', encodeDrawing(drawing).slice(0, 60)],
    ['an impossible width', toBase64Url(Uint8Array.of(2, 0, 0, 0, 0xff, 0x7f, 0))],
    ['too many points', toBase64Url(Uint8Array.of(2, 0, 0, 0, 8, 0xff, 0xff, 0x7f))],
    ['an excessively long path', 'AQAAAEgCAACAwLLNOwA'],
    ['an overlong number', toBase64Url(new Uint8Array(40).fill(0xff).fill(1, 0, 1).fill(0, 1, 4))],
  ])('is rejected when it contains %s', (_, text) => {
    expect(decodeDrawing(text, 'b')).toBeNull();
  });
});

describe('a replay', () => {
  it('starts empty, grows point by point, and ends complete', () => {
    const whole = duration(drawing);
    const count = (elapsed: number): number =>
      replayAt(drawing, elapsed).strokes.reduce((sum, { points }) => sum + points.length, 0);
    expect(count(0)).toBe(0);
    const counts = Array.from({ length: 21 }, (_, i) => count((whole * i) / 20));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBeGreaterThan(12);
    expect(replayAt(drawing, whole)).toEqual(drawing);
  });

  it('takes longer for longer strokes', () => {
    const short = { ...drawing, strokes: drawing.strokes.slice(0, 1) };
    expect(duration(drawing)).toBeGreaterThan(duration(short) * 1.9);
  });
});
