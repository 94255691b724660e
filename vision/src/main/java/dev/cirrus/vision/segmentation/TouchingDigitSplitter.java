package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts digits apart that touch, where a cut leaves two that could be digits; else leaves them. */
final class TouchingDigitSplitter {
  /** One digit is seldom broader than this, in its heights. */
  private static final double BROAD = 1.25;

  /** Nor this, if the cut were at its foot or head, where a wide zero may be open. */
  private static final double BROADER = 1.5;

  private static final double FOOT = 0.19;

  /** Each part is at least so high and so broad, in the height of both. */
  private static final double TALL = 0.72;

  private static final double WIDE = 0.22;

  /** A cut goes through so many stroke breadths of ink at most. */
  private static final double THIN = 1.5;

  /** Bolder ink, in its height, is a bar, or a blotch that no cut makes readable. */
  private static final double BOLD = 0.4;

  private TouchingDigitSplitter() {}

  /** The groups, those that hold two or more digits cut into them. */
  static List<DigitCandidate> of(List<DigitCandidate> groups) {
    List<DigitCandidate> parted = new ArrayList<>();
    for (DigitCandidate group : groups) {
      part(group, parted);
    }
    return parted;
  }

  private static void part(DigitCandidate group, List<DigitCandidate> parted) {
    boolean broad = group.width() > BROAD * group.height() && oneBlot(group);
    int cut = broad ? cut(group) : -1;
    if (cut < 0) {
      parted.add(group);
    } else {
      part(half(group, group.left, cut), parted);
      part(half(group, cut, group.right), parted);
    }
  }

  /** Whether nearly all ink hangs together: dots and fragments were put together on purpose. */
  private static boolean oneBlot(DigitCandidate group) {
    int largest = 0;
    for (ConnectedComponent component : group.components) {
      largest = Math.max(largest, component.area);
    }
    return largest > 0.9 * group.area;
  }

  /** The column where the ink is thinnest of those that may be cut at, or -1. */
  private static int cut(DigitCandidate group) {
    int width = group.width();
    int[] inked = new int[width];
    int[] tops = new int[width];
    int[] bottoms = new int[width];
    Arrays.fill(tops, group.bottom);
    for (ConnectedComponent component : group.components) {
      for (int i = 0; i < component.rows.length; i++) {
        for (int x = component.starts[i] - group.left; x < component.ends[i] - group.left; x++) {
          inked[x]++;
          tops[x] = Math.min(tops[x], component.rows[i]);
          bottoms[x] = Math.max(bottoms[x], component.rows[i] + 1);
        }
      }
    }
    double stroke = group.stroke();
    if (stroke > BOLD * group.height()) {
      return -1;
    }
    int[] heightsLeft = heights(tops, bottoms, 1);
    int[] heightsRight = heights(tops, bottoms, -1);
    int cut = -1;
    double best = THIN * stroke + 1;
    double foot = width > BROADER * group.height() ? 0 : FOOT * group.height();
    int least = (int) Math.ceil(WIDE * group.height());
    for (int x = least; x < width - least; x++) {
      // One run: a second one, above or below, is the other side of a loop.
      boolean single =
          inked[x] > 0
              && bottoms[x] - tops[x] == inked[x]
              && tops[x] >= group.top + foot
              && bottoms[x] <= group.bottom - foot;
      if (single
          && inked[x] < best
          && heightsLeft[x - 1] >= TALL * group.height()
          && heightsRight[x] >= TALL * group.height()) {
        best = inked[x];
        cut = x;
      }
    }
    return cut < 0 ? -1 : group.left + cut;
  }

  /** How high the ink is up to each column, from the left (1) or from the right (-1). */
  private static int[] heights(int[] tops, int[] bottoms, int direction) {
    int[] heights = new int[tops.length];
    int top = Integer.MAX_VALUE;
    int bottom = 0;
    for (int i = 0; i < tops.length; i++) {
      int x = direction > 0 ? i : tops.length - 1 - i;
      if (bottoms[x] > 0) {
        top = Math.min(top, tops[x]);
        bottom = Math.max(bottom, bottoms[x]);
      }
      heights[x] = bottom - Math.min(top, bottom);
    }
    return heights;
  }

  /** What of a group lies between two columns. */
  private static DigitCandidate half(DigitCandidate group, int from, int to) {
    List<ConnectedComponent> kept = new ArrayList<>();
    for (ConnectedComponent component : group.components) {
      int[] rows = new int[component.rows.length];
      int[] starts = new int[rows.length];
      int[] ends = new int[rows.length];
      int count = 0;
      for (int i = 0; i < rows.length; i++) {
        int start = Math.max(from, component.starts[i]);
        int end = Math.min(to, component.ends[i]);
        if (start < end) {
          rows[count] = component.rows[i];
          starts[count] = start;
          ends[count++] = end;
        }
      }
      if (count > 0) {
        kept.add(
            new ConnectedComponent(
                Arrays.copyOf(rows, count),
                Arrays.copyOf(starts, count),
                Arrays.copyOf(ends, count)));
      }
    }
    DigitCandidate half = new DigitCandidate(kept.get(0));
    for (ConnectedComponent component : kept.subList(1, kept.size())) {
      half.add(new DigitCandidate(component));
    }
    return half;
  }
}
