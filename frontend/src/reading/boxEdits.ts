import { type Box, type BoxEdit, HEIGHT, WIDTH } from '../drawing/drawing';
import type { FoundDigit } from './liveReader';

/**
 * Applies the user's edits to the digits that were found. Each edit replaces the digits whose centre
 * is in its box, by one digit or by none.
 *
 * @param normalize returns the ink in a box as one digit; null if there is no ink
 */
export async function applyEdits(
  found: readonly FoundDigit[],
  edits: readonly BoxEdit[],
  normalize: (box: Box) => Promise<FoundDigit | null>,
): Promise<readonly FoundDigit[]> {
  let digits = found;
  for (const { box, isDigit } of edits) {
    const added = isDigit ? await normalize(box) : null;
    const others = digits.filter((digit) => !containsCentre(box, digit.box));
    digits = added === null ? others : insertInReadingOrder(others, added);
  }
  return digits;
}

/** The boxes that the user marked as no digit, unless a later edit found a digit there. */
export function rejectedBoxes(
  edits: readonly BoxEdit[],
  digits: readonly FoundDigit[],
): readonly Box[] {
  return edits
    .filter(({ box, isDigit }) => !isDigit && !digits.some((digit) => containsCentre(box, digit.box)))
    .map(({ box }) => box);
}

export function boundingBox(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** The left and right half of a box. */
export function halves({ x, y, width, height }: Box): readonly [Box, Box] {
  const half = width / 2;
  return [
    { x, y, width: half, height },
    { x: x + half, y, width: half, height },
  ];
}

export const EDGES = ['left', 'right', 'top', 'bottom'] as const;
export type Edge = (typeof EDGES)[number];

/** The smallest side of a box that the user drags, in canvas units. */
export const MIN_SIDE = 8;

/** Moves an edge of a box to the right or down, as far as the canvas and the opposite edge allow. */
export function moveEdge({ x, y, width, height }: Box, edge: Edge, by: number): Box {
  const right = x + width;
  const bottom = y + height;
  switch (edge) {
    case 'left': {
      const left = Math.max(0, Math.min(x + by, right - MIN_SIDE));
      return { x: left, y, width: right - left, height };
    }
    case 'right':
      return { x, y, width: Math.min(WIDTH, Math.max(right + by, x + MIN_SIDE)) - x, height };
    case 'top': {
      const top = Math.max(0, Math.min(y + by, bottom - MIN_SIDE));
      return { x, y: top, width, height: bottom - top };
    }
    case 'bottom':
      return { x, y, width, height: Math.min(HEIGHT, Math.max(bottom + by, y + MIN_SIDE)) - y };
  }
}

/** The edits that replace a digit by the ink in another box. */
export function replacement(from: Box, to: Box): readonly BoxEdit[] {
  const added = { box: to, isDigit: true };
  return containsCentre(to, from) ? [added] : [{ box: from, isDigit: false }, added];
}

export function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

export function containsCentre(box: Box, other: Box): boolean {
  return contains(box, other.x + other.width / 2, other.y + other.height / 2);
}

/** Inserts a digit into the line that is closest to it, from left to right. */
function insertInReadingOrder(
  digits: readonly FoundDigit[],
  added: FoundDigit,
): readonly FoundDigit[] {
  const centreY = ({ box }: FoundDigit): number => box.y + box.height / 2;
  const distance = (digit: FoundDigit): number => Math.abs(centreY(digit) - centreY(added));
  const [first] = digits;
  if (first === undefined) return [{ ...added, line: 0 }];
  const closest = digits.reduce((a, b) => (distance(b) < distance(a) ? b : a), first);
  const isSameLine = distance(closest) < closest.box.height / 2;
  const line = closest.line + (isSameLine ? 0 : centreY(added) < centreY(closest) ? -0.5 : 0.5);
  const index = digits.findIndex(
    (digit) => digit.line > line || (digit.line === line && digit.box.x > added.box.x),
  );
  const all = digits.toSpliced(index === -1 ? digits.length : index, 0, { ...added, line });
  const lines = [...new Set(all.map((digit) => digit.line))].sort((a, b) => a - b);
  return all.map((digit) => ({ ...digit, line: lines.indexOf(digit.line) }));
}
