import { describe, expect, it } from 'vitest';
import type { Box } from '../drawing/drawing';
import { applyEdits, boundingBox, halves, moveEdge, rejectedBoxes, replacement } from './boxEdits';

const box = (x: number, y = 10): Box => ({ x, y, width: 20, height: 40 });
const digit = (at: Box) => ({
  box: at,
  pixels: new Uint8Array(784),
  line: at.y > 50 ? 1 : 0,
  isCertain: false,
});
const normalize = async (at: Box) => digit(at);
const edited = async (boxes: readonly Box[], ...edits: { box: Box; isDigit: boolean }[]) =>
  (await applyEdits(boxes.map(digit), edits, normalize)).map(({ box: { x, y } }) => [x, y]);

describe('editing boxes', () => {
  it('removes a box that is not a digit', async () => {
    expect(await edited([box(10), box(60)], { box: box(58), isDigit: false })).toEqual([[10, 10]]);
  });

  it('lists the boxes that are not digits, until a digit is added there', () => {
    const rejected = { box: box(58), isDigit: false };
    expect(rejectedBoxes([rejected], [digit(box(10))])).toEqual([box(58)]);
    expect(rejectedBoxes([rejected, { box: box(60), isDigit: true }], [digit(box(60))])).toEqual([]);
  });

  it('merges two boxes', async () => {
    const merged = boundingBox(box(10), box(35));
    expect(await edited([box(10), box(35), box(80)], { box: merged, isDigit: true })).toEqual([[10, 10], [80, 10]]);
  });

  it('splits a box', async () => {
    const edits = halves(box(40)).map((half) => ({ box: half, isDigit: true }));
    expect(await edited([box(10), box(40), box(80)], ...edits)).toEqual([[10, 10], [40, 10], [50, 10], [80, 10]]);
  });

  it('adds boxes in reading order, also in a line of their own', async () => {
    const boxes = [box(10), box(60), box(10, 100), box(60, 100)];
    expect((await edited(boxes, { box: box(35, 14), isDigit: true }))[1]).toEqual([35, 14]);
    expect((await edited(boxes, { box: box(90, 96), isDigit: true }))[4]).toEqual([90, 96]);
    expect((await edited(boxes, { box: box(5, 200), isDigit: true }))[4]).toEqual([5, 200]);
    expect(await edited([], { box: box(5), isDigit: true })).toEqual([[5, 10]]);
    const lines = async (y: number): Promise<readonly number[]> => {
      const added = await applyEdits(boxes.map(digit), [{ box: box(5, y), isDigit: true }], normalize);
      return added.map(({ line }) => line);
    };
    expect(await lines(200)).toEqual([0, 0, 1, 1, 2]);
    expect(await lines(-60)).toEqual([0, 1, 1, 2, 2]);
    expect(await lines(150)).toEqual([0, 0, 1, 1, 2]);
  });

  it('adds nothing where there is no ink', async () => {
    expect(await applyEdits([], [{ box: box(0), isDigit: true }], async () => null)).toEqual([]);
  });

  it('moves one edge of a box, not beyond the canvas or the opposite edge', () => {
    expect(moveEdge(box(100), 'left', -30)).toEqual({ x: 70, y: 10, width: 50, height: 40 });
    expect(moveEdge(box(100), 'right', 1000)).toEqual({ x: 100, y: 10, width: 460, height: 40 });
    expect(moveEdge(box(100), 'top', -30)).toEqual({ x: 100, y: 0, width: 20, height: 50 });
    expect(moveEdge(box(100), 'bottom', -100)).toEqual({ x: 100, y: 10, width: 20, height: 8 });
    expect(moveEdge(box(100), 'left', 100)).toEqual({ x: 112, y: 10, width: 8, height: 40 });
  });

  it('replaces a box by a larger one, or by a part of it that lacks its centre', async () => {
    const larger = moveEdge(box(40), 'right', 15);
    expect(await edited([box(10), box(40)], ...replacement(box(40), larger))).toEqual([[10, 10], [40, 10]]);
    const smaller = moveEdge(box(40), 'left', 12);
    expect(await edited([box(10), box(40)], ...replacement(box(40), smaller))).toEqual([[10, 10], [52, 10]]);
  });
});
