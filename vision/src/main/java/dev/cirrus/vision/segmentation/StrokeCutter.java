package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Proposes where touching digits may be cut apart: paths from the top of the ink to its bottom that
 * cross as little ink as possible, found by dynamic programming as in seam carving (Avidan and
 * Shamir 2007).
 */
final class StrokeCutter {
  /** Rows of the grid on which paths are searched; finer ones find the same paths. */
  private static final int ROWS = 64;

  /** What a step aside costs, in cells of ink: paths follow the slant of the writing for it. */
  private static final double STEP_ASIDE = 0.12;

  /** Paths lie at least this far apart and from the ends, in the ink's height. */
  private static final double SPACING = 0.12;

  /** A path crosses at most this much ink, in stroke widths: the touch of two bold loops. */
  private static final double THICKEST = 3;

  /** A wide digit may be open at its head or foot, over this share of its height. */
  private static final double FOOT = 0.19;

  /** The most paths proposed for one component. */
  private static final int MAX_CUTS = 16;

  private final ConnectedComponent ink;
  private final double cell;
  private final int columns;
  private final int rows;
  private final double[] cover;

  /** The least cost of a path to each cell from the top row, or from the bottom row. */
  private final double[] fromTop;

  private final double[] fromBottom;

  private StrokeCutter(ConnectedComponent ink) {
    this.ink = ink;
    cell = Math.max(1, ink.height() / (double) ROWS);
    columns = (int) Math.ceil(ink.width() / cell);
    rows = (int) Math.ceil(ink.height() / cell);
    cover = cover();
    fromTop = costs(0, 1);
    fromBottom = costs(rows - 1, -1);
  }

  /** A path and how much ink it crosses, in stroke widths. */
  static final class Cut {
    private final int[] columnOfRow;
    private final double thickness;

    private Cut(int[] columnOfRow, double thickness) {
      this.columnOfRow = columnOfRow;
      this.thickness = thickness;
    }

    double thickness() {
      return thickness;
    }

    /** Whether the path crosses ink at one place only, neither at its head nor at its foot. */
    boolean crossesOneStroke(ConnectedComponent ink) {
      int first = ink.bottom;
      int last = ink.top;
      int count = 0;
      for (int i = 0; i < ink.rows.length; i++) {
        int column = columnOfRow[ink.rows[i] - ink.top];
        if (ink.starts[i] <= column && column < ink.ends[i]) {
          first = Math.min(first, ink.rows[i]);
          last = Math.max(last, ink.rows[i]);
          count++;
        }
      }
      double foot = FOOT * ink.height();
      return last - first < count && first >= ink.top + foot && last < ink.bottom - foot;
    }
  }

  /** Returns the paths from left to right. */
  static List<Cut> cuts(ConnectedComponent ink, WorkBudget budget) {
    budget.spend(ink.area + 4L * ROWS * ROWS * Math.max(1, ink.width() / ink.height()));
    return new StrokeCutter(ink).cuts();
  }

  /** Cuts ink along the paths; the pieces are ordered from left to right, and none is empty. */
  static List<ConnectedComponent> pieces(ConnectedComponent ink, List<Cut> cuts) {
    List<ConnectedComponent> pieces = new ArrayList<>();
    int[] borders = new int[cuts.size()];
    int count = ink.rows.length;
    int[][] rows = new int[cuts.size() + 1][count];
    int[][] starts = new int[cuts.size() + 1][count];
    int[][] ends = new int[cuts.size() + 1][count];
    int[] sizes = new int[cuts.size() + 1];
    for (int i = 0; i < ink.rows.length; i++) {
      for (int k = 0; k < borders.length; k++) {
        borders[k] = cuts.get(k).columnOfRow[ink.rows[i] - ink.top];
      }
      Arrays.sort(borders);
      int start = ink.starts[i];
      for (int k = 0; k <= borders.length && start < ink.ends[i]; k++) {
        int end = k < borders.length ? Math.min(borders[k], ink.ends[i]) : ink.ends[i];
        if (end > start) {
          rows[k][sizes[k]] = ink.rows[i];
          starts[k][sizes[k]] = start;
          ends[k][sizes[k]++] = end;
          start = end;
        }
      }
    }
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] > 0) {
        pieces.add(
            new ConnectedComponent(
                Arrays.copyOf(rows[k], sizes[k]),
                Arrays.copyOf(starts[k], sizes[k]),
                Arrays.copyOf(ends[k], sizes[k])));
      }
    }
    return pieces;
  }

  private double[] cover() {
    double[] sums = new double[columns * rows];
    for (int i = 0; i < ink.rows.length; i++) {
      int row = columns * (int) ((ink.rows[i] - ink.top) / cell);
      double start = (ink.starts[i] - ink.left) / cell;
      double end = (ink.ends[i] - ink.left) / cell;
      for (int x = (int) start; x < end; x++) {
        sums[row + x] += (Math.min(end, x + 1) - Math.max(start, x)) / cell;
      }
    }
    return sums;
  }

  private double[] costs(int firstRow, int direction) {
    double[] costs = new double[columns * rows];
    for (int k = 0, row = firstRow; k < rows; k++, row += direction) {
      for (int x = 0; x < columns; x++) {
        double before = 0;
        if (k > 0) {
          int above = (row - direction) * columns + x;
          before = costs[above];
          if (x > 0) {
            before = Math.min(before, costs[above - 1] + STEP_ASIDE);
          }
          if (x < columns - 1) {
            before = Math.min(before, costs[above + 1] + STEP_ASIDE);
          }
        }
        costs[row * columns + x] = before + cover[row * columns + x];
      }
    }
    return costs;
  }

  private List<Cut> cuts() {
    int middle = rows / 2;
    double[] total = new double[columns];
    for (int x = 0; x < columns; x++) {
      int at = middle * columns + x;
      total[x] = fromTop[at] + fromBottom[at] - cover[at];
    }
    double stroke = Math.max(1, ink.strokeWidth() / cell);
    int spacing = Math.max(2, (int) Math.round(SPACING * rows));
    List<Integer> places = new ArrayList<>();
    for (int x = spacing; x < columns - spacing; x++) {
      if (total[x] <= THICKEST * stroke && isLeast(total, x, spacing)) {
        places.add(x);
      }
    }
    places.sort(Comparator.comparingDouble(x -> total[x]));
    List<Cut> cuts = new ArrayList<>();
    for (int x : places.subList(0, Math.min(MAX_CUTS, places.size()))) {
      cuts.add(cut(x, total[x] / stroke));
    }
    cuts.sort(Comparator.comparingInt(cut -> cut.columnOfRow[ink.height() / 2]));
    return cuts;
  }

  private static boolean isLeast(double[] total, int x, int spacing) {
    for (int i = x - spacing; i <= x + spacing; i++) {
      if (total[i] < total[x] || (total[i] == total[x] && i < x)) {
        return false;
      }
    }
    return true;
  }

  private Cut cut(int start, double thickness) {
    int[] columnOfGridRow = new int[rows];
    int middle = rows / 2;
    columnOfGridRow[middle] = start;
    for (int row = middle; row > 0; row--) {
      columnOfGridRow[row - 1] = next(fromTop, columnOfGridRow[row], row - 1);
    }
    for (int row = middle; row < rows - 1; row++) {
      columnOfGridRow[row + 1] = next(fromBottom, columnOfGridRow[row], row + 1);
    }
    int[] columnOfRow = new int[ink.height()];
    for (int y = 0; y < columnOfRow.length; y++) {
      columnOfRow[y] =
          ink.left + (int) Math.round((columnOfGridRow[(int) (y / cell)] + 0.5) * cell);
    }
    return new Cut(columnOfRow, thickness);
  }

  private int next(double[] costs, int x, int row) {
    int best = x;
    double least = costs[row * columns + x];
    for (int i = Math.max(0, x - 1); i <= Math.min(columns - 1, x + 1); i += 1) {
      double cost = costs[row * columns + i] + (i == x ? 0 : STEP_ASIDE);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }
}
