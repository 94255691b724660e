import { type Drawing, HEIGHT, type Stroke, WIDTH } from './drawing';
import { dots, fit, smooth } from './geometry';

/** The few canvas calls that drawing needs, so that a test can stand in with a recorder. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'drawImage'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'setTransform'
  | 'stroke'
  | 'strokeStyle'
>;

/** The scheme's own ink and paper, for drawings that name no colours. */
export interface Inks {
  readonly ink: string;
  readonly paper: string;
}

/** Paints a drawing whole, `scale` pixels to the canvas unit. */
export function paint(
  surface: Surface,
  drawing: Drawing,
  inks: Inks,
  scale: number,
  picture: CanvasImageSource | null = null,
): void {
  surface.setTransform(scale, 0, 0, scale, 0, 0);
  surface.fillStyle = drawing.paper ?? inks.paper;
  surface.fillRect(0, 0, WIDTH, HEIGHT);
  if (drawing.picture !== null && picture !== null) {
    const place = fit(drawing.picture.width, drawing.picture.height, WIDTH, HEIGHT);
    surface.drawImage(picture, place.x, place.y, place.width, place.height);
  }
  for (const stroke of drawing.strokes) paintStroke(surface, stroke, inks.ink);
}

export function paintStroke(surface: Surface, stroke: Stroke, ink: string): void {
  const samples = smooth(stroke);
  const first = samples[0];
  if (first === undefined) return;
  const colour = stroke.pen.colour ?? ink;
  surface.fillStyle = colour;
  surface.strokeStyle = colour;
  surface.lineCap = 'round';
  surface.lineJoin = 'round';
  if (stroke.pen.dotted || samples.length === 1) {
    for (const dot of dots(samples)) {
      surface.beginPath();
      surface.arc(dot.x, dot.y, dot.width / 2, 0, Math.PI * 2);
      surface.fill();
    }
    return;
  }
  if (samples.every((sample) => Math.abs(sample.width - first.width) < 1e-6)) {
    surface.lineWidth = first.width;
    surface.beginPath();
    surface.moveTo(first.x, first.y);
    for (const sample of samples.slice(1)) surface.lineTo(sample.x, sample.y);
    surface.stroke();
    return;
  }
  let from = first;
  for (const to of samples.slice(1)) {
    surface.lineWidth = (from.width + to.width) / 2;
    surface.beginPath();
    surface.moveTo(from.x, from.y);
    surface.lineTo(to.x, to.y);
    surface.stroke();
    from = to;
  }
}
