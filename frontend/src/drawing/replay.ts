import type { Drawing, Stroke } from './drawing';
import { length } from './geometry';

const UNITS_PER_MS = 0.55;
const LIFT_MS = 140;

/** How long a drawing takes to be written again at an even hand's pace. */
export function duration(drawing: Drawing): number {
  return drawing.strokes.reduce((sum, stroke) => sum + strokeTime(stroke) + LIFT_MS, 0);
}

/** The drawing as it stood `elapsed` milliseconds into its replay. */
export function at(drawing: Drawing, elapsed: number): Drawing {
  let left = elapsed;
  const strokes: Stroke[] = [];
  for (const stroke of drawing.strokes) {
    if (left <= 0) break;
    const time = strokeTime(stroke);
    if (left >= time) {
      strokes.push(stroke);
    } else {
      const count = Math.max(1, Math.round((stroke.points.length * left) / time));
      strokes.push({ pen: stroke.pen, points: stroke.points.slice(0, count) });
    }
    left -= time + LIFT_MS;
  }
  return { ...drawing, strokes };
}

function strokeTime(stroke: Stroke): number {
  return 60 + length(stroke.points) / UNITS_PER_MS;
}
