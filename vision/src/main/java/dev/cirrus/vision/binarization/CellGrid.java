package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;
import java.util.Arrays;

/**
 * The square cells of a picture, row by row.
 *
 * @param cell the side of a cell in pixels
 */
record CellGrid(int cell, int columns, int rows) {
  /** Divides the longer side of a picture into at most this many cells. */
  static CellGrid of(Raster raster, int cellsPerSide) {
    int longer = Math.max(raster.width(), raster.height());
    int cell = Math.max(2, (longer + cellsPerSide - 1) / cellsPerSide);
    return new CellGrid(
        cell, (raster.width() + cell - 1) / cell, (raster.height() + cell - 1) / cell);
  }

  int cells() {
    return columns * rows;
  }

  /** Returns the cell on one of the four sides of a cell, or −1 if there is none. */
  int neighbour(int index, int side) {
    int column = index % columns + (side == 0 ? -1 : side == 1 ? 1 : 0);
    int row = index / columns + (side == 2 ? -1 : side == 3 ? 1 : 0);
    boolean isInside = column >= 0 && row >= 0 && column < columns && row < rows;
    return isInside ? row * columns + column : -1;
  }

  /** Returns the mean of the pixels in each cell. */
  double[] means(Raster raster, int channel) {
    double[] means = new double[cells()];
    for (int row = 0, i = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, i++) {
        means[i] = mean(raster, channel, column, row);
      }
    }
    return means;
  }

  private double mean(Raster raster, int channel, int column, int row) {
    int left = column * cell;
    int top = row * cell;
    int right = Math.min(raster.width(), left + cell);
    int bottom = Math.min(raster.height(), top + cell);
    byte[] samples = raster.samples();
    int channels = raster.channels();
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      int end = (y * raster.width() + right) * channels;
      for (int at = (y * raster.width() + left) * channels + channel; at < end; at += channels) {
        sum += samples[at] & 255;
      }
    }
    return (double) sum / ((bottom - top) * (right - left));
  }

  /** Returns the median of the pixels in each cell. */
  int[] medians(Raster raster, int channel) {
    int[] medians = new int[cells()];
    int[] counts = new int[256];
    for (int row = 0, i = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, i++) {
        medians[i] = median(raster, channel, column, row, counts);
      }
    }
    return medians;
  }

  private int median(Raster raster, int channel, int column, int row, int[] counts) {
    Arrays.fill(counts, 0);
    int left = column * cell;
    int top = row * cell;
    int right = Math.min(raster.width(), left + cell);
    int bottom = Math.min(raster.height(), top + cell);
    byte[] samples = raster.samples();
    int channels = raster.channels();
    for (int y = top; y < bottom; y++) {
      int end = (y * raster.width() + right) * channels;
      for (int at = (y * raster.width() + left) * channels + channel; at < end; at += channels) {
        counts[samples[at] & 255]++;
      }
    }
    int all = (bottom - top) * (right - left);
    int median = 0;
    for (int below = counts[0]; 2 * below < all; below += counts[median]) {
      median++;
    }
    return median;
  }

  /** Interpolates the values of these cells at the centres of the cells of another grid. */
  double[] resampled(double[] values, CellGrid other) {
    double[] resampled = new double[other.cells()];
    double[] across = new double[other.columns];
    for (int column = 0; column < other.columns; column++) {
      across[column] = position((column + 0.5) * other.cell, columns);
    }
    int beside = columns > 1 ? 1 : 0;
    int below = rows > 1 ? columns : 0;
    for (int row = 0, i = 0; row < other.rows; row++) {
      double down = position((row + 0.5) * other.cell, rows);
      int top = first(down, rows);
      double partDown = down - top;
      for (int column = 0; column < other.columns; column++, i++) {
        int left = first(across[column], columns);
        double part = across[column] - left;
        int at = top * columns + left;
        double upper = values[at] + (values[at + beside] - values[at]) * part;
        double lower =
            values[at + below] + (values[at + below + beside] - values[at + below]) * part;
        resampled[i] = upper + (lower - upper) * partDown;
      }
    }
    return resampled;
  }

  /** Interpolates the values of the cells down to a row of pixels, but not across. */
  void interpolateRow(double[] values, double y, double[] interpolated) {
    double down = position(y, rows);
    int top = first(down, rows);
    int below = rows > 1 ? columns : 0;
    for (int column = 0; column < columns; column++) {
      double upper = values[top * columns + column];
      double lower = values[top * columns + column + below];
      interpolated[column] = upper + (lower - upper) * (down - top);
    }
  }

  /** Returns the position of a pixel in cells, relative to the centre of the first cell. */
  double position(double pixel, int cellsPerSide) {
    return Math.max(0, Math.min(cellsPerSide - 1, pixel / cell - 0.5));
  }

  /** Returns the first of the two cells between which a position is. */
  static int first(double position, int cellsPerSide) {
    return Math.min((int) position, Math.max(0, cellsPerSide - 2));
  }
}
