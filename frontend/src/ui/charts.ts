import { createElement } from './dom';

const WIDTH = 320;
const HEIGHT = 120;
const EDGE = 6;

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** A chart with a caption, whose text says what the picture shows. */
function chart(caption: string, ...content: readonly SVGElement[]): HTMLElement {
  const svg = svgElement('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', 'aria-hidden': 'true' });
  svg.append(...content);
  return createElement('figure', { class: 'chart-figure' }, svg, createElement('figcaption', {}, caption));
}

/** A line through points; the vertical axis starts at 0. */
export function lineChart(caption: string, points: readonly ChartPoint[]): HTMLElement {
  const maxX = Math.max(...points.map(({ x }) => x), Number.MIN_VALUE);
  const maxY = Math.max(...points.map(({ y }) => y), Number.MIN_VALUE);
  const path = points
    .map(({ x, y }) => {
      const left = EDGE + (x / maxX) * (WIDTH - 2 * EDGE);
      const top = HEIGHT - EDGE - (y / maxY) * (HEIGHT - 2 * EDGE);
      return `${left.toFixed(1)},${top.toFixed(1)}`;
    })
    .join(' ');
  return chart(caption, axis(), svgElement('polyline', { points: path, class: 'chart-line' }));
}

/** Bars from left to right, the highest of which has this value. */
export function barChart(
  caption: string,
  values: readonly { readonly value: number; readonly title: string }[],
  highest: number,
): HTMLElement {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length);
  const bars = values.map(({ value, title }, i) => {
    const height = (Math.min(value, highest) / Math.max(highest, Number.MIN_VALUE)) * (HEIGHT - 2 * EDGE);
    const bar = svgElement('rect', {
      x: (EDGE + i * step + step * 0.1).toFixed(1),
      y: (HEIGHT - EDGE - height).toFixed(1),
      width: (step * 0.8).toFixed(1),
      height: height.toFixed(1),
      class: 'chart-bar',
    });
    const name = svgElement('title', {});
    name.textContent = title;
    bar.append(name);
    return bar;
  });
  return chart(caption, axis(), ...bars);
}

/** The side of a reliability diagram's plane, and the space for the names of its axes. */
const SIDE = 200;
const MARGIN = 34;
const LARGEST_DOT = 9;
const SMALLEST_DOT = 3;

export interface ReliabilityPoint {
  readonly confidence: number;
  readonly accuracy: number;
  readonly count: number;
  readonly title: string;
}

/** Dots at confidence and accuracy, each with a line to the diagonal, where both are equal. */
export function reliabilityDiagram(
  points: readonly ReliabilityPoint[],
  [horizontal, vertical]: readonly [string, string],
): SVGElement {
  const x = (share: number): string => (MARGIN + share * SIDE).toFixed(1);
  const y = (share: number): string => (LARGEST_DOT + (1 - share) * SIDE).toFixed(1);
  const line = (name: string, from: readonly [number, number], to: readonly [number, number]): SVGElement =>
    svgElement('line', { x1: x(from[0]), y1: y(from[1]), x2: x(to[0]), y2: y(to[1]), class: name });
  const text = (content: string, attributes: Readonly<Record<string, string>>): SVGElement => {
    const element = svgElement('text', { class: 'chart-text', ...attributes });
    element.textContent = content;
    return element;
  };
  const bottom = String(LARGEST_DOT + SIDE + 16);
  const middle = String(LARGEST_DOT + SIDE / 2);
  const largest = Math.max(1, ...points.map(({ count }) => count));
  const svg = svgElement('svg', {
    viewBox: `0 0 ${MARGIN + SIDE + LARGEST_DOT} ${LARGEST_DOT + SIDE + 22}`,
    class: 'reliability',
    'aria-hidden': 'true',
  });
  svg.append(
    line('chart-axis', [0, 0], [1, 0]),
    line('chart-axis', [0, 0], [0, 1]),
    line('chart-diagonal', [0, 0], [1, 1]),
    text('0 %', { x: String(MARGIN), y: bottom }),
    text('100 %', { x: x(1), y: bottom, 'text-anchor': 'end' }),
    text(horizontal, { x: x(0.5), y: bottom, 'text-anchor': 'middle' }),
    text('100 %', { x: String(MARGIN - 4), y: String(LARGEST_DOT + 4), 'text-anchor': 'end' }),
    text(vertical, { x: '14', y: middle, 'text-anchor': 'middle', transform: `rotate(-90 14 ${middle})` }),
    ...points.map(({ confidence, accuracy }) =>
      line('chart-gap', [confidence, accuracy], [confidence, confidence]),
    ),
    ...points.map(({ confidence, accuracy, count, title }) => {
      const radius = Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt(count / largest));
      const dot = svgElement('circle', {
        cx: x(confidence),
        cy: y(accuracy),
        r: radius.toFixed(1),
        class: 'chart-dot',
      });
      const name = svgElement('title', {});
      name.textContent = title;
      dot.append(name);
      return dot;
    }),
  );
  return svg;
}

function axis(): SVGElement {
  const y = String(HEIGHT - EDGE);
  return svgElement('line', { x1: String(EDGE), x2: String(WIDTH - EDGE), y1: y, y2: y, class: 'chart-axis' });
}

function svgElement(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
