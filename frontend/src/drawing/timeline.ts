import { type Drawing, type PictureRef, type Stroke, emptyDrawing } from './drawing';

/** Undo and redo: drawings are immutable and share their strokes, so a step costs next to nothing. */
export interface Timeline {
  readonly past: readonly Drawing[];
  readonly present: Drawing;
  readonly future: readonly Drawing[];
}

const STEPS_KEPT = 100;

export function startTimeline(present: Drawing): Timeline {
  return { past: [], present, future: [] };
}

export function push(timeline: Timeline, present: Drawing): Timeline {
  return {
    past: [...timeline.past, timeline.present].slice(-STEPS_KEPT),
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

/** A timeline with every stroke written once, however many steps hold it. */
export interface PackedTimeline {
  readonly strokes: readonly Stroke[];
  readonly steps: readonly {
    readonly sheet: string;
    readonly paper: string | null;
    readonly picture: PictureRef | null;
    readonly strokes: readonly number[];
  }[];
  readonly at: number;
}

export function packTimeline(timeline: Timeline): PackedTimeline {
  const places = new Map<Stroke, number>();
  const place = (stroke: Stroke): number => {
    const known = places.get(stroke);
    if (known !== undefined) return known;
    places.set(stroke, places.size);
    return places.size - 1;
  };
  const steps = [...timeline.past, timeline.present, ...timeline.future].map((drawing) => ({
    sheet: drawing.sheet,
    paper: drawing.paper,
    picture: drawing.picture,
    strokes: drawing.strokes.map(place),
  }));
  return { strokes: [...places.keys()], steps, at: timeline.past.length };
}

export function unpackTimeline(packed: PackedTimeline): Timeline {
  const drawings = packed.steps.map((step): Drawing => ({
    sheet: step.sheet,
    paper: step.paper,
    picture: step.picture,
    strokes: step.strokes.flatMap((place) => packed.strokes[place] ?? []),
  }));
  const present = drawings[packed.at];
  if (present === undefined) return startTimeline(emptyDrawing('restored'));
  return {
    past: drawings.slice(0, packed.at),
    present,
    future: drawings.slice(packed.at + 1),
  };
}
