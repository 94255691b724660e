import { type Drawing, HEIGHT, type Point, type Stroke, WIDTH } from './drawing';
import { type Sample, dots, fit, inkWidth, midpoint, smooth } from './geometry';

/** The part of the canvas context that painting uses, so that a test can record the calls. */
export type Context2D = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'closePath'
  | 'drawImage'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'globalCompositeOperation'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'quadraticCurveTo'
  | 'stroke'
  | 'strokeStyle'
>;

/** The colour scheme's ink and paper, for drawings without own colours. */
export interface ThemeColours {
  readonly ink: string;
  readonly paper: string;
}

/** Paints what is under the ink: the paper and the picture. */
export function paintBackground(
  context: Context2D,
  drawing: Drawing,
  colours: ThemeColours,
  picture: CanvasImageSource | null,
): void {
  context.fillStyle = drawing.paper ?? colours.paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  if (drawing.picture === null || picture === null) return;
  const { x, y, width, height } = fit(drawing.picture.width, drawing.picture.height, WIDTH, HEIGHT);
  context.drawImage(picture, x, y, width, height);
}

/** Paints a stroke, or erases along it, on a layer that contains only ink. */
export function paintStroke(context: Context2D, stroke: Stroke, ink: string): void {
  const [first] = stroke.points;
  if (first === undefined) return;
  const colour = stroke.pen.colour ?? ink;
  context.globalCompositeOperation = stroke.pen.eraser ? 'destination-out' : 'source-over';
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (stroke.pen.dotted || stroke.points.length === 1) {
    for (const dot of dots(smooth(stroke))) {
      context.beginPath();
      context.arc(dot.x, dot.y, dot.width / 2, 0, Math.PI * 2);
      context.fill();
    }
  } else if (stroke.points.every(({ pressure }) => pressure === first.pressure)) {
    paintEvenStroke(context, stroke.points, inkWidth(stroke.pen.width, first.pressure));
  } else {
    paintPressureStroke(context, smooth(stroke));
  }
  context.globalCompositeOperation = 'source-over';
}

/** One path of the curves that `smooth` samples. */
function paintEvenStroke(context: Context2D, points: readonly Point[], width: number): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = width;
  context.beginPath();
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before === undefined) {
      context.moveTo(point.x, point.y);
    } else {
      const middle = midpoint(before, point);
      context.quadraticCurveTo(before.x, before.y, middle.x, middle.y);
    }
  });
  const last = points.at(-1);
  if (last !== undefined) context.lineTo(last.x, last.y);
  context.stroke();
}

/**
 * Fills one path of discs and of the quadrilaterals between them. Filling them separately would leave
 * hairlines where their antialiased edges meet. All parts wind in the same direction, because parts
 * with opposite windings would cancel each other where they overlap.
 */
function paintPressureStroke(context: Context2D, samples: readonly Sample[]): void {
  context.beginPath();
  samples.forEach((sample, i) => {
    const radius = sample.width / 2;
    context.moveTo(sample.x + radius, sample.y);
    context.arc(sample.x, sample.y, radius, 0, Math.PI * 2, true);
    const before = samples[i - 1];
    if (before === undefined) return;
    const distance = Math.hypot(sample.x - before.x, sample.y - before.y);
    if (distance === 0) return;
    const normalX = (before.y - sample.y) / distance / 2;
    const normalY = (sample.x - before.x) / distance / 2;
    context.moveTo(before.x + normalX * before.width, before.y + normalY * before.width);
    context.lineTo(sample.x + normalX * sample.width, sample.y + normalY * sample.width);
    context.lineTo(sample.x - normalX * sample.width, sample.y - normalY * sample.width);
    context.lineTo(before.x - normalX * before.width, before.y - normalY * before.width);
    context.closePath();
  });
  context.fill();
}
