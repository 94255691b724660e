import { type Drawing, HEIGHT, type Stroke, WIDTH } from './drawing';
import { dots, fit, smooth } from './geometry';

/** The part of the canvas context that painting uses, so that a test can record the calls. */
export type Context2D = Pick<
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

/** The colour scheme's ink and paper, for drawings without own colours. */
export interface ThemeColours {
  readonly ink: string;
  readonly paper: string;
}

/** Paints a drawing at `scale` pixels per canvas unit. */
export function paint(
  context: Context2D,
  drawing: Drawing,
  themeColours: ThemeColours,
  scale: number,
  picture: CanvasImageSource | null = null,
): void {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = drawing.paper ?? themeColours.paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  if (drawing.picture !== null && picture !== null) {
    const place = fit(drawing.picture.width, drawing.picture.height, WIDTH, HEIGHT);
    context.drawImage(picture, place.x, place.y, place.width, place.height);
  }
  for (const stroke of drawing.strokes) paintStroke(context, stroke, themeColours.ink);
}

export function paintStroke(context: Context2D, stroke: Stroke, ink: string): void {
  const samples = smooth(stroke);
  const first = samples[0];
  if (first === undefined) return;
  const colour = stroke.pen.colour ?? ink;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  if (stroke.pen.dotted || samples.length === 1) {
    for (const dot of dots(samples)) {
      context.beginPath();
      context.arc(dot.x, dot.y, dot.width / 2, 0, Math.PI * 2);
      context.fill();
    }
    return;
  }
  if (samples.every((sample) => Math.abs(sample.width - first.width) < 1e-6)) {
    context.lineWidth = first.width;
    context.beginPath();
    context.moveTo(first.x, first.y);
    for (const sample of samples.slice(1)) context.lineTo(sample.x, sample.y);
    context.stroke();
    return;
  }
  let from = first;
  for (const to of samples.slice(1)) {
    context.lineWidth = (from.width + to.width) / 2;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    from = to;
  }
}
