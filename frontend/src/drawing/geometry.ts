import type { Point, Stroke } from './drawing';

/** A point on the smoothed line, with the width of the ink there. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The maximum distance between samples, in canvas units. */
const STEP = 1.5;

/** The width of the ink: 0.4 to 1.6 times the pen's width, which is reached at half pressure. */
export function inkWidth(penWidth: number, pressure: number): number {
  return penWidth * (0.4 + 1.2 * pressure);
}

/**
 * The smoothed line through a stroke's points: quadratic curves from midpoint to midpoint with the
 * points as their controls (as signature_pad and perfect-freehand do), in even steps.
 */
export function smooth(stroke: Stroke): readonly Sample[] {
  const { points, pen } = stroke;
  const first = points[0];
  if (first === undefined) return [];
  const samples: Sample[] = [sampleAt(first, pen.width)];
  if (points.length === 1) return samples;
  let from = first;
  for (let i = 1; i < points.length; i++) {
    const control = points[i - 1] ?? first;
    const here = points[i] ?? first;
    const isLast = i === points.length - 1;
    const to = midpoint(control, here);
    addCurve(samples, from, control, to, pen.width);
    if (isLast) addCurve(samples, to, to, here, pen.width);
    from = to;
  }
  return samples;
}

/** The dots of a dotted line: one every 1.9 widths along the line. */
export function dots(samples: readonly Sample[]): readonly Sample[] {
  const placed: Sample[] = [];
  let sinceLast = Number.POSITIVE_INFINITY;
  let before: Sample | undefined;
  for (const sample of samples) {
    if (before !== undefined) sinceLast += Math.hypot(sample.x - before.x, sample.y - before.y);
    if (sinceLast >= sample.width * 1.9) {
      placed.push(sample);
      sinceLast = 0;
    }
    before = sample;
  }
  return placed;
}

export function length(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1];
    const b = points[i];
    if (a && b) sum += Math.hypot(b.x - a.x, b.y - a.y);
  }
  return sum;
}

/** The largest centred rectangle of the given aspect ratio in a frame. */
export function fit(
  width: number,
  height: number,
  frameWidth: number,
  frameHeight: number,
): { x: number; y: number; width: number; height: number; scale: number } {
  const scale = Math.min(frameWidth / width, frameHeight / height);
  return {
    x: (frameWidth - width * scale) / 2,
    y: (frameHeight - height * scale) / 2,
    width: width * scale,
    height: height * scale,
    scale,
  };
}

function sampleAt(point: Point, penWidth: number): Sample {
  return { x: point.x, y: point.y, width: inkWidth(penWidth, point.pressure) };
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, pressure: (a.pressure + b.pressure) / 2 };
}

function addCurve(samples: Sample[], from: Point, control: Point, to: Point, width: number): void {
  // The speed of a quadratic curve is at most twice the length of its longer control leg.
  const reach =
    2 *
    Math.max(
      Math.hypot(control.x - from.x, control.y - from.y),
      Math.hypot(to.x - control.x, to.y - control.y),
    );
  const steps = Math.max(1, Math.ceil(reach / STEP));
  for (let i = 1; i <= steps; i++) {
    const t = i / steps;
    const u = 1 - t;
    samples.push({
      x: u * u * from.x + 2 * u * t * control.x + t * t * to.x,
      y: u * u * from.y + 2 * u * t * control.y + t * t * to.y,
      width: inkWidth(
        width,
        u * u * from.pressure + 2 * u * t * control.pressure + t * t * to.pressure,
      ),
    });
  }
}
