import type { Drawing, Stroke } from './drawing';
import { length } from './geometry';

const UNITS_PER_MS = 0.55;
const PEN_UP_MS = 140;

/** The duration of a replay in milliseconds. */
export function duration(drawing: Drawing): number {
  return drawing.strokes.reduce((sum, stroke) => sum + strokeTime(stroke) + PEN_UP_MS, 0);
}

/** The drawing at `elapsed` milliseconds of its replay. */
export function replayAt(drawing: Drawing, elapsed: number): Drawing {
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
    left -= time + PEN_UP_MS;
  }
  return { ...drawing, strokes };
}

function strokeTime(stroke: Stroke): number {
  return 60 + length(stroke.points) / UNITS_PER_MS;
}
