import { describe, expect, it } from 'vitest';
import { type Drawing, type Stroke, emptyDrawing, withStroke } from './drawing';
import { type Context2D, paintBackground, paintStroke } from './render';

const THEME_COLOURS = { ink: '#111111', paper: '#eeeeee' };

/** Records the calls in order. */
class Recorder {
  readonly calls: string[] = [];
  readonly modes: string[] = [];
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 0;
  lineCap = 'butt';
  lineJoin = 'miter';

  set globalCompositeOperation(mode: string) {
    this.modes.push(mode);
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
  closePath(): void {}
  quadraticCurveTo(): void {}
  arc(): void {}
  fill(): void {
    this.calls.push(`fill ${this.fillStyle}`);
  }
  stroke(): void {
    this.calls.push(`line ${this.strokeStyle} ${this.lineWidth}`);
  }
}

function painted(drawing: Drawing, picture: CanvasImageSource | null = null): readonly string[] {
  const recorder = new Recorder();
  const context = recorder as unknown as Context2D;
  paintBackground(context, drawing, THEME_COLOURS, picture);
  for (const each of drawing.strokes) paintStroke(context, each, THEME_COLOURS.ink);
  return recorder.calls;
}

const stroke = (pen: Partial<Stroke['pen']>, pressures = [0.5, 0.5, 0.5]): Stroke => ({
  pen: { colour: null, width: 10, dotted: false, eraser: false, ...pen },
  points: pressures.map((pressure, i) => ({ x: i * 20, y: 0, pressure })),
});

describe('painting', () => {
  it('fills the paper first, in the drawing’s colour or the scheme’s', () => {
    expect(painted(emptyDrawing('a'))).toEqual(['paper #eeeeee']);
    expect(painted(emptyDrawing('a', '#ff8800'))[0]).toBe('paper #ff8800');
  });

  it('draws a stroke of constant width as one path', () => {
    const drawing = withStroke(emptyDrawing('a'), stroke({ colour: '#00ff00' }));
    expect(painted(drawing).slice(1)).toEqual(['line #00ff00 10']);
  });

  it('uses the scheme’s ink if the pen has no colour', () => {
    expect(painted(withStroke(emptyDrawing('a'), stroke({})))[1]).toBe('line #111111 10');
  });

  it('fills one path for a stroke with pressure, so that its parts have no seams', () => {
    const calls = painted(withStroke(emptyDrawing('a'), stroke({}, [0.2, 0.6, 1])));
    expect(calls.slice(1)).toEqual(['fill #111111']);
  });

  it('removes ink with the eraser, and paints over it afterwards', () => {
    const recorder = new Recorder();
    paintStroke(recorder as unknown as Context2D, stroke({ eraser: true }), '#111111');
    expect(recorder.modes).toEqual(['destination-out', 'source-over']);
  });

  it('draws dots for a dotted stroke', () => {
    const calls = painted(withStroke(emptyDrawing('a'), stroke({ dotted: true }))).slice(1);
    expect(calls.length).toBeGreaterThan(1);
    expect(new Set(calls)).toEqual(new Set(['fill #111111']));
  });

  it('draws a dot for a tap', () => {
    expect(painted(withStroke(emptyDrawing('a'), stroke({}, [0.5]))).slice(1)).toEqual([
      'fill #111111',
    ]);
  });

  it('draws a picture between paper and ink, as large as fits', () => {
    const picture = { key: 'k', name: 'a.png', width: 200, height: 100 };
    const drawing = withStroke({ ...emptyDrawing('a'), picture }, stroke({}));
    const calls = painted(drawing, {} as CanvasImageSource);
    expect(calls[1]).toBe('picture 0 70 560 280');
    expect(calls[2]).toMatch(/^line/);
  });
});
