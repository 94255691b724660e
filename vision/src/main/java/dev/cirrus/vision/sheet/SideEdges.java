package dev.cirrus.vision.sheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines on which sides of sheets may lie, with the edges along them. The picture's four borders
 * come last and have no edges: a sheet that they cut has no visible side there.
 */
final class SideEdges {
  /**
   * Closer to the picture's border, the removal of strokes also removes what is visible of the
   * table beyond a sheet: half of the widest stroke, and one pixel on both sides.
   */
  private static final int BLIND_BORDER = Thumbnail.WIDEST_STROKE / 2 + 2;

  /** A side that leaves the picture lies on edges up to the border, for the most part. */
  private static final int END_LENGTH = 14;

  private static final double MIN_END_COVERAGE = 0.6;

  /**
   * The visible part of a side, between two positions along its line.
   *
   * @param line the index of the line
   */
  record Segment(int line, int first, int last) {
    int length() {
      return Math.abs(last - first);
    }
  }

  private final int width;
  private final int height;
  private final List<Line> lines;
  private final int firstBorder;

  /** Positions along a line start at minus this distance. */
  private final int reach;

  /** The number of edges before each position along each line. */
  private final int[][] counts;

  /** The sum of their strengths. */
  private final float[][] strengths;

  SideEdges(EdgeMap edges, int width, int height) {
    this.width = width;
    this.height = height;
    lines = new ArrayList<>(SideLines.of(edges, width, height));
    firstBorder = lines.size();
    lines.add(new Line(1, 0, 0));
    lines.add(new Line(1, 0, width));
    lines.add(new Line(0, 1, 0));
    lines.add(new Line(0, 1, height));
    reach = 2 * (width + height);
    counts = new int[firstBorder][];
    strengths = new float[firstBorder][];
    for (int i = 0; i < firstBorder; i++) {
      float[] along = SideLines.strengths(edges, lines.get(i), reach);
      counts[i] = new int[along.length + 1];
      strengths[i] = new float[along.length + 1];
      for (int k = 0; k < along.length; k++) {
        counts[i][k + 1] = counts[i][k] + (along[k] > 0 ? 1 : 0);
        strengths[i][k + 1] = strengths[i][k] + along[k];
      }
    }
  }

  int lineCount() {
    return lines.size();
  }

  Line line(int index) {
    return lines.get(index);
  }

  boolean isBorder(int line) {
    return line >= firstBorder;
  }

  /** Returns whether a point is far enough inside the picture to see what is around it. */
  boolean isVisible(Point point) {
    return point.x() > BLIND_BORDER
        && point.y() > BLIND_BORDER
        && point.x() < width - BLIND_BORDER
        && point.y() < height - BLIND_BORDER;
  }

  /** Returns the part of a side that can be seen; null if there is none. */
  @Nullable Segment visible(int line, Point from, Point to) {
    double[] ends = {0, 1};
    if (isBorder(line)
        || !clip(from.x(), to.x() - from.x(), width - BLIND_BORDER, ends)
        || !clip(from.y(), to.y() - from.y(), height - BLIND_BORDER, ends)) {
      return null;
    }
    double start = lines.get(line).along(from.x(), from.y());
    double end = lines.get(line).along(to.x(), to.y());
    return new Segment(
        line,
        (int) Math.round(start + (end - start) * ends[0]),
        (int) Math.round(start + (end - start) * ends[1]));
  }

  /** Narrows a range of shares of a way to the part between {@link #BLIND_BORDER} and a limit. */
  private static boolean clip(double from, double way, double most, double[] ends) {
    if (Math.abs(way) < 1e-9) {
      return from >= BLIND_BORDER && from <= most;
    }
    double one = (BLIND_BORDER - from) / way;
    double other = (most - from) / way;
    ends[0] = Math.max(ends[0], Math.min(one, other));
    ends[1] = Math.min(ends[1], Math.max(one, other));
    return ends[0] < ends[1];
  }

  /** Returns the number of positions on edges. */
  int covered(Segment side) {
    return covered(side.line(), side.first(), side.last());
  }

  private int covered(int line, int from, int to) {
    return Math.abs(counts[line][to + reach] - counts[line][from + reach]);
  }

  /** Returns the sum of the strengths of the edges. */
  double strength(Segment side) {
    return Math.abs(
        strengths[side.line()][side.last() + reach] - strengths[side.line()][side.first() + reach]);
  }

  /** Returns whether a side lies on edges up to where it starts. */
  boolean reachesStart(Segment side) {
    return reaches(side.line(), side.first(), side.last());
  }

  /** Returns whether a side lies on edges up to where it ends. */
  boolean reachesEnd(Segment side) {
    return reaches(side.line(), side.last(), side.first());
  }

  private boolean reaches(int line, int end, int otherEnd) {
    int length = Math.min(END_LENGTH, Math.abs(otherEnd - end));
    int inward = end + (otherEnd > end ? length : -length);
    return covered(line, end, inward) >= MIN_END_COVERAGE * length;
  }
}
