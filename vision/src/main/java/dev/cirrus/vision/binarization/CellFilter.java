package dev.cirrus.vision.binarization;

import java.util.Arrays;

/** Filters the values of the cells of a grid: each is computed from those around it. */
final class CellFilter {
  private CellFilter() {}

  /**
   * Returns the median of the values (0–255) up to a distance from each cell. The counts of the
   * values move along with the cell (Huang et al. 1979).
   */
  static double[] medians(int[] cells, CellGrid grid, int radius) {
    double[] medians = new double[cells.length];
    int[] counts = new int[256];
    for (int row = 0; row < grid.rows(); row++) {
      Arrays.fill(counts, 0);
      int top = Math.max(0, row - radius);
      int bottom = Math.min(grid.rows() - 1, row + radius);
      int all = 0;
      int median = 0;
      int below = 0;
      for (int added = 0; added < grid.columns() + radius; added++) {
        int removed = added - 2 * radius - 1;
        for (int i = top; i <= bottom; i++) {
          if (added < grid.columns()) {
            int value = cells[i * grid.columns() + added];
            counts[value]++;
            below += value < median ? 1 : 0;
            all++;
          }
          if (removed >= 0) {
            int value = cells[i * grid.columns() + removed];
            counts[value]--;
            below -= value < median ? 1 : 0;
            all--;
          }
        }
        if (added < radius) {
          continue;
        }
        while (below > all / 2) {
          below -= counts[--median];
        }
        while (below + counts[median] <= all / 2) {
          below += counts[median++];
        }
        medians[row * grid.columns() + added - radius] = median;
      }
    }
    return medians;
  }

  /** Returns the mean of each cell and its up to eight neighbours. */
  static double[] smoothed(double[] cells, CellGrid grid) {
    double[] smoothed = new double[cells.length];
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, row - 1); j <= Math.min(grid.rows() - 1, row + 1); j++) {
          for (int i = Math.max(0, column - 1);
              i <= Math.min(grid.columns() - 1, column + 1);
              i++) {
            sum += cells[j * grid.columns() + i];
            count++;
          }
        }
        smoothed[row * grid.columns() + column] = sum / count;
      }
    }
    return smoothed;
  }

  /** Removes what is darker than its surroundings and narrower than twice the radius. */
  static double[] withoutDark(double[] cells, CellGrid grid, int radius) {
    // One cell more, because the cells on the edge of a shadow are only half as dark.
    return minima(maxima(cells, grid, radius), grid, radius + 1);
  }

  /** Removes what is lighter than its surroundings and narrower than twice the radius. */
  static double[] withoutLight(double[] cells, CellGrid grid, int radius) {
    return maxima(minima(cells, grid, radius), grid, radius + 1);
  }

  static double[] minima(double[] cells, CellGrid grid, int radius) {
    return negated(maxima(negated(cells), grid, radius));
  }

  /** Returns the largest value up to a distance from each cell, across and down. */
  static double[] maxima(double[] cells, CellGrid grid, int radius) {
    return maxima(maxima(cells, grid.columns(), 1, radius), cells.length, grid.columns(), radius);
  }

  /**
   * Returns the largest values up to a distance in one direction. Each step combines the maxima of
   * the step before, which reach almost as far again.
   *
   * @param length the number of values between two borders
   * @param stride the distance of neighbours in the array
   */
  private static double[] maxima(double[] cells, int length, int stride, int radius) {
    double[] maxima = cells;
    int step;
    for (int reach = 0; reach < radius; reach += step) {
      // A longer step would miss values near a border.
      step = Math.min(reach + 1, radius - reach);
      double[] nearer = maxima;
      maxima = nearer.clone();
      int shift = step * stride;
      for (int start = 0; start < cells.length; start += length) {
        for (int i = start, j = start + shift; j < start + length; i++, j++) {
          if (nearer[j] > maxima[i]) {
            maxima[i] = nearer[j];
          }
          if (nearer[i] > maxima[j]) {
            maxima[j] = nearer[i];
          }
        }
      }
    }
    return maxima;
  }

  private static double[] negated(double[] cells) {
    double[] negated = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      negated[i] = -cells[i];
    }
    return negated;
  }
}
