package dev.cirrus.vision.segmentation;

import java.util.Arrays;

/** The smallest convex polygon around the centres of a component's pixels. */
final class ConvexHull {
  private ConvexHull() {}

  /** Returns the area of the polygon: the number of pixels whose centres are in it. */
  static int pixels(ConnectedComponent component) {
    int[] left = new int[component.height()];
    int[] right = new int[component.height()];
    Arrays.fill(left, Integer.MIN_VALUE);
    Arrays.fill(right, Integer.MIN_VALUE);
    for (int i = 0; i < component.rows.length; i++) {
      int row = component.rows[i] - component.top;
      left[row] = Math.max(left[row], -component.starts[i]);
      right[row] = Math.max(right[row], component.ends[i] - 1);
    }
    return extent(left) + extent(right) + component.height();
  }

  /**
   * Returns the sum over the rows of how far the polygon reaches in whole pixels. Its corners are
   * found by Andrew's monotone chain.
   *
   * @param reach how far the component reaches in each row
   */
  private static int extent(int[] reach) {
    int[] corners = new int[reach.length];
    int count = 0;
    for (int row = 0; row < reach.length; row++) {
      while (count > 1 && isInside(reach, corners[count - 1], corners[count - 2], row)) {
        count--;
      }
      corners[count++] = row;
    }
    int sum = reach[0];
    for (int i = 1; i < count; i++) {
      int from = corners[i - 1];
      int rows = corners[i] - from;
      for (int row = 1; row <= rows; row++) {
        sum += reach[from] + Math.floorDiv((reach[corners[i]] - reach[from]) * row, rows);
      }
    }
    return sum;
  }

  /** Returns whether the end of a row is on or inside the line between two other rows' ends. */
  private static boolean isInside(int[] reach, int row, int above, int below) {
    return (reach[row] - reach[above]) * (below - above)
        <= (reach[below] - reach[above]) * (row - above);
  }
}
