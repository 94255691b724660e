import { type Drawing, HEIGHT, type Stroke, WIDTH } from './drawing';
import { type Sample, dots, inkWidth, midpoint, smooth } from './geometry';
import type { ThemeColours } from './render';

/**
 * A drawing as SVG. SVG has no eraser, so an eraser stroke is a mask over the strokes before it. A
 * picture under the strokes is not included.
 */
export function toSvg(drawing: Drawing, colours: ThemeColours): string {
  const size = `width="${WIDTH}" height="${HEIGHT}"`;
  let masks = '';
  let ink = '';
  drawing.strokes.forEach((stroke, i) => {
    if (!stroke.pen.eraser) {
      ink += shapes(stroke, stroke.pen.colour ?? colours.ink);
      return;
    }
    const id = `eraser-${i}`;
    masks +=
      `<mask id="${id}" maskUnits="userSpaceOnUse" x="0" y="0" ${size}>` +
      `<rect ${size} fill="#ffffff"/>${shapes(stroke, '#000000')}</mask>`;
    ink = `<g mask="url(#${id})">${ink}</g>`;
  });
  const paper = `<rect ${size} fill="${drawing.paper ?? colours.paper}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${size}>` +
    `${masks}${paper}${ink}</svg>`
  );
}

function shapes(stroke: Stroke, colour: string): string {
  const { pen, points } = stroke;
  const [first] = points;
  if (first === undefined) return '';
  const samples = smooth(stroke);
  if (pen.dotted || points.length === 1) return circles(dots(samples), colour);
  if (points.some(({ pressure }) => pressure !== first.pressure)) return segments(samples, colour);
  const curves = points.slice(1).map((point, i) => {
    const control = points[i] ?? point;
    return `Q${pair(control)} ${pair(midpoint(control, point))}`;
  });
  const path = `M${pair(first)}${curves.join('')}L${pair(points.at(-1) ?? first)}`;
  const width = number(inkWidth(pen.width, first.pressure));
  return (
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"` +
    ' stroke-linecap="round" stroke-linejoin="round"/>'
  );
}

function segments(samples: readonly Sample[], colour: string): string {
  const paths = samples.slice(1).map((to, i) => {
    const from = samples[i] ?? to;
    const width = number((from.width + to.width) / 2);
    return `<path d="M${pair(from)}L${pair(to)}" stroke-width="${width}"/>`;
  });
  return `<g fill="none" stroke="${colour}" stroke-linecap="round">${paths.join('')}</g>`;
}

function circles(samples: readonly Sample[], colour: string): string {
  const each = samples.map(
    ({ x, y, width }) => `<circle cx="${number(x)}" cy="${number(y)}" r="${number(width / 2)}"/>`,
  );
  return `<g fill="${colour}">${each.join('')}</g>`;
}

function pair({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${number(x)} ${number(y)}`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
