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

function axis(): SVGElement {
  const y = String(HEIGHT - EDGE);
  return svgElement('line', { x1: String(EDGE), x2: String(WIDTH - EDGE), y1: y, y2: y, class: 'chart-axis' });
}

function svgElement(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
