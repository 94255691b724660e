import { type Drawing, HEIGHT, type Stroke, WIDTH } from './drawing';
import { dots, inkWidth, midpoint, smooth } from './geometry';
import type { ThemeColours } from './render';

/**
 * A drawing as SVG. SVG has no eraser, so an eraser stroke is a mask over the strokes before it. A
 * picture under the strokes is not included.
 */
export function toSvg(drawing: Drawing, colours: ThemeColours): string {
  let masks = '';
  let ink = '';
  drawing.strokes.forEach((stroke, i) => {
    if (!stroke.pen.eraser) {
      ink += shapes(stroke, stroke.pen.colour ?? colours.ink);
      return;
    }
    const id = `eraser-${i}`;
    masks += `<mask id="${id}" maskUnits="userSpaceOnUse" x="0" y="0" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>${shapes(stroke, '#000000')}</mask>`;
    ink = `<g mask="url(#${id})">${ink}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${masks}<rect width="${WIDTH}" height="${HEIGHT}" fill="${drawing.paper ?? colours.paper}"/>${ink}</svg>`;
}

function shapes(stroke: Stroke, colour: string): string {
  const { pen, points } = stroke;
  const [first] = points;
  if (first === undefined) return '';
  const samples = smooth(stroke);
  if (pen.dotted || points.length === 1) return circles(dots(samples), colour);
  if (points.some(({ pressure }) => pressure !== first.pressure)) {
    const segments = samples.slice(1).map((to, i) => {
      const from = samples[i] ?? to;
      const width = number((from.width + to.width) / 2);
      return `<path d="M${number(from.x)} ${number(from.y)}L${number(to.x)} ${number(to.y)}" stroke-width="${width}"/>`;
    });
    return `<g fill="none" stroke="${colour}" stroke-linecap="round">${segments.join('')}</g>`;
  }
  const curves = points.slice(1).map((point, i) => {
    const control = points[i] ?? point;
    const to = midpoint(control, point);
    return `Q${number(control.x)} ${number(control.y)} ${number(to.x)} ${number(to.y)}`;
  });
  const last = points.at(-1) ?? first;
  const path = `M${number(first.x)} ${number(first.y)}${curves.join('')}L${number(last.x)} ${number(last.y)}`;
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${number(inkWidth(pen.width, first.pressure))}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

function circles(samples: readonly { x: number; y: number; width: number }[], colour: string): string {
  const each = samples.map(
    ({ x, y, width }) => `<circle cx="${number(x)}" cy="${number(y)}" r="${number(width / 2)}"/>`,
  );
  return `<g fill="${colour}">${each.join('')}</g>`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
