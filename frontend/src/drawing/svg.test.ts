import { describe, expect, it } from 'vitest';
import { type Pen, emptyDrawing, withStroke } from './drawing';
import { toSvg } from './svg';

const COLOURS = { ink: '#111111', paper: '#eeeeee' };
const line = (pen: Partial<Pen> = {}) => ({
  pen: { colour: null, width: 10, dotted: false, eraser: false, ...pen },
  points: [0, 20, 40].map((x) => ({ x, y: 5, pressure: 0.5 })),
});

describe('a drawing as SVG', () => {
  it('has the paper and one path for each stroke', () => {
    const drawing = withStroke(withStroke(emptyDrawing('a', '#ffffff'), line()), line({ colour: '#ff0000' }));
    const svg = toSvg(drawing, COLOURS);
    expect(svg).toContain('<rect width="560" height="420" fill="#ffffff"/>');
    expect(svg.match(/<path [^>]*stroke="([^"]+)"/g)).toHaveLength(2);
    expect(svg).toContain('d="M0 5Q0 5 10 5Q20 5 30 5L40 5"');
  });

  it('masks only the strokes before an eraser stroke', () => {
    const erased = withStroke(withStroke(emptyDrawing('a'), line()), line({ eraser: true }));
    const svg = toSvg(withStroke(erased, line({ colour: '#00ff00' })), COLOURS);
    expect(svg).toMatch(/<g mask="url\(#eraser-1\)"><path [^>]*stroke="#111111"[^>]*\/><\/g><path [^>]*stroke="#00ff00"/);
  });

  it('has circles for a dotted stroke', () => {
    const svg = toSvg(withStroke(emptyDrawing('a'), line({ dotted: true })), COLOURS);
    expect(svg.match(/<circle /g)?.length).toBeGreaterThan(2);
  });
});
