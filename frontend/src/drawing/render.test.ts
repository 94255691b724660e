import { describe, expect, it } from 'vitest';
import { type Drawing, type Stroke, emptyDrawing, withStroke } from './drawing';
import { type Context2D, paint } from './render';

const THEME_COLOURS = { ink: '#111111', paper: '#eeeeee' };

/** Records the calls in order. */
class Recorder {
  readonly calls: string[] = [];
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 0;
  lineCap = 'butt';
  lineJoin = 'miter';

  setTransform(a: number): void {
    this.calls.push(`scale ${a}`);
  }
  fillRect(): void {
    this.calls.push(`paper ${this.fillStyle}`);
  }
  drawImage(_: unknown, x: number, y: number, width: number, height: number): void {
    this.calls.push(`picture ${x} ${y} ${width} ${height}`);
  }
  beginPath(): void {}
  moveTo(): void {}
  lineTo(): void {}
  arc(): void {}
  fill(): void {
    this.calls.push(`dot ${this.fillStyle}`);
  }
  stroke(): void {
    this.calls.push(`line ${this.strokeStyle} ${this.lineWidth}`);
  }
}

function painted(drawing: Drawing, picture: CanvasImageSource | null = null): readonly string[] {
  const recorder = new Recorder();
  paint(recorder as unknown as Context2D, drawing, THEME_COLOURS, 2, picture);
  return recorder.calls;
}

const stroke = (pen: Partial<Stroke['pen']>, pressures = [0.5, 0.5, 0.5]): Stroke => ({
  pen: { colour: null, width: 10, dotted: false, ...pen },
  points: pressures.map((pressure, i) => ({ x: i * 20, y: 0, pressure })),
});

describe('painting', () => {
  it('fills the paper first, in the drawing’s colour or the scheme’s', () => {
    expect(painted(emptyDrawing('a'))).toEqual(['scale 2', 'paper #eeeeee']);
    expect(painted(emptyDrawing('a', '#ff8800'))[1]).toBe('paper #ff8800');
  });

  it('draws a stroke of constant width as one path', () => {
    const drawing = withStroke(emptyDrawing('a'), stroke({ colour: '#00ff00' }));
    expect(painted(drawing).slice(2)).toEqual(['line #00ff00 10']);
  });

  it('uses the scheme’s ink if the pen has no colour', () => {
    expect(painted(withStroke(emptyDrawing('a'), stroke({})))[2]).toBe('line #111111 10');
  });

  it('changes the width with the pressure', () => {
    const calls = painted(withStroke(emptyDrawing('a'), stroke({}, [0.2, 0.6, 1]))).slice(2);
    const widths = calls.map((call) => Number(call.split(' ')[2]));
    expect(widths.length).toBeGreaterThan(10);
    expect(widths.at(-1)).toBeGreaterThan((widths[0] ?? 0) * 2);
  });

  it('draws dots for a dotted stroke', () => {
    const calls = painted(withStroke(emptyDrawing('a'), stroke({ dotted: true }))).slice(2);
    expect(calls.length).toBeGreaterThan(1);
    expect(new Set(calls)).toEqual(new Set(['dot #111111']));
  });

  it('draws a dot for a tap', () => {
    expect(painted(withStroke(emptyDrawing('a'), stroke({}, [0.5]))).slice(2)).toEqual([
      'dot #111111',
    ]);
  });

  it('draws a picture between paper and ink, as large as fits', () => {
    const picture = { key: 'k', name: 'a.png', width: 200, height: 100 };
    const drawing = withStroke({ ...emptyDrawing('a'), picture }, stroke({}));
    const calls = painted(drawing, {} as CanvasImageSource);
    expect(calls[2]).toBe('picture 0 70 560 280');
    expect(calls[3]).toMatch(/^line/);
  });
});
