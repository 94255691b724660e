import {
  type Schema,
  isArrayOf,
  isBoolean,
  isInteger,
  isNullOr,
  isNumber,
  isObject,
  isString,
} from '../storage/schema';
import { isColour } from './colour';
import type { Box, BoxEdit, Drawing, Pen, PictureRef, Point, Stroke } from './drawing';
import { type Labels, isLabels } from './labels';

/** The undo history. Drawings are immutable and share their strokes, so a step needs little memory. */
export interface Timeline {
  readonly past: readonly Drawing[];
  readonly present: Drawing;
  readonly future: readonly Drawing[];
}

const MAX_STEPS = 100;

export function startTimeline(present: Drawing): Timeline {
  return { past: [], present, future: [] };
}

export function push(timeline: Timeline, present: Drawing): Timeline {
  return {
    past: [...timeline.past, timeline.present].slice(-MAX_STEPS),
    present,
    future: [],
  };
}

export function undo(timeline: Timeline): Timeline {
  const previous = timeline.past.at(-1);
  if (previous === undefined) return timeline;
  return {
    past: timeline.past.slice(0, -1),
    present: previous,
    future: [timeline.present, ...timeline.future],
  };
}

export function redo(timeline: Timeline): Timeline {
  const [next, ...future] = timeline.future;
  if (next === undefined) return timeline;
  return { past: [...timeline.past, timeline.present], present: next, future };
}

/** A timeline for storage: every stroke once, and the steps refer to them by index. */
export interface SerializedTimeline {
  readonly strokes: readonly Stroke[];
  readonly steps: readonly SerializedStep[];
  /** The index of the present step. */
  readonly position: number;
}

interface SerializedStep {
  readonly id: string;
  readonly paper: string | null;
  readonly picture: PictureRef | null;
  readonly strokes: readonly number[];
  readonly edits: readonly BoxEdit[];
  readonly labels: Labels | null;
}

/** Limits beyond which a value can't come from the page, and could make it run out of memory. */
const MAX_COORDINATE = 100_000;
const MAX_PICTURE_SIDE = 100_000;

const isCoordinate = isNumber(-MAX_COORDINATE, MAX_COORDINATE);
const isBox = isObject<Box>({
  x: isCoordinate,
  y: isCoordinate,
  width: isCoordinate,
  height: isCoordinate,
});

const hasShape = isObject<SerializedTimeline>({
  strokes: isArrayOf(
    isObject<Stroke>({
      pen: isObject<Pen>({
        colour: isNullOr(isColour),
        width: isNumber(0, 200),
        dotted: isBoolean,
        eraser: isBoolean,
      }),
      points: isArrayOf(
        isObject<Point>({
          x: isCoordinate,
          y: isCoordinate,
          pressure: isNumber(0, 1),
        }),
      ),
    }),
  ),
  steps: isArrayOf(
    isObject<SerializedStep>({
      id: isString,
      paper: isNullOr(isColour),
      picture: isNullOr(
        isObject<PictureRef>({
          key: isString,
          name: isString,
          width: isInteger(1, MAX_PICTURE_SIDE),
          height: isInteger(1, MAX_PICTURE_SIDE),
        }),
      ),
      strokes: isArrayOf(isInteger(0, Number.MAX_SAFE_INTEGER)),
      edits: isArrayOf(isObject<BoxEdit>({ box: isBox, isDigit: isBoolean })),
      labels: isNullOr(isLabels),
    }),
  ),
  position: isInteger(0, Number.MAX_SAFE_INTEGER),
});

export const isSerializedTimeline: Schema<SerializedTimeline> = (
  value,
): value is SerializedTimeline =>
  hasShape(value) &&
  value.position < value.steps.length &&
  value.steps.every(({ strokes }) => strokes.every((index) => index < value.strokes.length));

export function serializeTimeline(timeline: Timeline): SerializedTimeline {
  const indexes = new Map<Stroke, number>();
  const indexOf = (stroke: Stroke): number => {
    const known = indexes.get(stroke);
    if (known !== undefined) return known;
    indexes.set(stroke, indexes.size);
    return indexes.size - 1;
  };
  const steps = [...timeline.past, timeline.present, ...timeline.future].map(
    (drawing) => ({ ...drawing, strokes: drawing.strokes.map(indexOf) }),
  );
  return { strokes: [...indexes.keys()], steps, position: timeline.past.length };
}

export function deserializeTimeline({ strokes, steps, position }: SerializedTimeline): Timeline {
  const drawings = steps.map((step): Drawing => ({
    ...step,
    strokes: step.strokes.flatMap((index) => strokes[index] ?? []),
  }));
  const present = drawings[position];
  if (present === undefined) throw new RangeError(`expected a step at ${position} but got none`);
  return { past: drawings.slice(0, position), present, future: drawings.slice(position + 1) };
}
