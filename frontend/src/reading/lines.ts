import type { Box } from '../drawing/drawing';

/**
 * The line of each digit, starting at 0. The boxes are in reading order, so a digit that is to the
 * left of its predecessor and below it starts a new line.
 */
export function linesOf(boxes: readonly Box[]): readonly number[] {
  let line = 0;
  return boxes.map((box, i) => {
    const before = boxes[i - 1];
    if (before !== undefined) {
      const isLeft = box.x + box.width / 2 < before.x + before.width / 2;
      const isBelow = box.y + box.height / 2 > before.y + before.height / 2;
      if (isLeft && isBelow) line++;
    }
    return line;
  });
}

/** Joins digits to a text with one line break between lines. */
export function textOf(digits: readonly number[], lines: readonly number[]): string {
  return digits.map((digit, i) => (startsLine(lines, i) ? `\n${digit}` : String(digit))).join('');
}

/** Whether this digit is the first of a line after the first one. */
export function startsLine(lines: readonly number[], index: number): boolean {
  return index > 0 && (lines[index] ?? 0) !== (lines[index - 1] ?? 0);
}
