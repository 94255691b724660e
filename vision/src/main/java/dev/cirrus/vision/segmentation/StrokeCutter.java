package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Proposes cuts between touching digits: paths from the top of the ink to its bottom that cross as
 * little ink as possible, found by dynamic programming as in seam carving (Avidan and Shamir 2007).
 */
final class StrokeCutter {
  /**
   * The number of rows of the grid on which paths are searched; a finer grid finds the same paths.
   */
  private static final int MAX_ROWS = 64;

  /**
   * The cost of a sidestep, in cells of ink; it is low enough to follow the slant of the writing.
   */
  private static final double SIDESTEP_COST = 0.12;

  /** The least distance between two paths, and to both ends, as a share of the ink's height. */
  private static final double MIN_DISTANCE = 0.12;

  /** The most ink on a path, in stroke widths, as where two thick loops touch. */
  private static final double MAX_CUT_THICKNESS = 3;

  /**
   * The height at the top and the bottom where a wide digit may be open, as a share of its height.
   */
  private static final double OPENING_HEIGHT = 0.19;

  /** The largest number of paths for one component. */
  private static final int MAX_CUTS = 16;

  private final ConnectedComponent ink;
  private final double cell;
  private final int columns;
  private final int rows;
  private final double[] cover;

  /** The least cost of a path from the top row, or from the bottom row, to each cell. */
  private final double[] fromTop;

  private final double[] fromBottom;

  private StrokeCutter(ConnectedComponent ink) {
    this.ink = ink;
    cell = Math.max(1, ink.height() / (double) MAX_ROWS);
    columns = (int) Math.ceil(ink.width() / cell);
    rows = (int) Math.ceil(ink.height() / cell);
    cover = cover();
    fromTop = costs(0, 1);
    fromBottom = costs(rows - 1, -1);
  }

  /** A path and the ink that it crosses, in stroke widths. */
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

    /**
     * Returns whether the path crosses ink at a single place, neither at the top nor the bottom.
     */
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
      double foot = OPENING_HEIGHT * ink.height();
      return last - first < count && first >= ink.top + foot && last < ink.bottom - foot;
    }
  }

  /** Returns the paths from left to right. */
  static List<Cut> cuts(ConnectedComponent ink, WorkBudget budget) {
    budget.spend(ink.area + 4L * MAX_ROWS * MAX_ROWS * Math.max(1, ink.width() / ink.height()));
    return new StrokeCutter(ink).cuts();
  }

  /** Cuts ink along the paths; returns the pieces from left to right, without empty ones. */
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
            before = Math.min(before, costs[above - 1] + SIDESTEP_COST);
          }
          if (x < columns - 1) {
            before = Math.min(before, costs[above + 1] + SIDESTEP_COST);
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
    int spacing = Math.max(2, (int) Math.round(MIN_DISTANCE * rows));
    List<Integer> places = new ArrayList<>();
    for (int x = spacing; x < columns - spacing; x++) {
      if (total[x] <= MAX_CUT_THICKNESS * stroke && isLeast(total, x, spacing)) {
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
      double cost = costs[row * columns + i] + (i == x ? 0 : SIDESTEP_COST);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }
}
