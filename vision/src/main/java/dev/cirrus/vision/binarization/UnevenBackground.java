package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;
import java.util.Arrays;

/**
 * Measures ink on unevenly lit paper, as in photographs. The paper's colour is estimated for each
 * cell of a grid as the median of the cells around it.
 */
final class UnevenBackground {
  /**
   * The least distance between the colours of ink and paper, relative to the paper's brightness.
   * Ink absorbs at least an eighth of the light, √(3 × (255 / 8)²) ≈ 55; the edges of shadows
   * absorb less.
   */
  static final int MIN_CONTRAST = 60;

  /** The longer side of the picture is divided into this many cells. */
  private static final int MAX_CELLS_PER_SIDE = 64;

  /** The median is taken over the cells up to this far away, 15 × 15 of them. */
  private static final int NEIGHBOURHOOD = 7;

  /** Darker paper counts as this bright, otherwise its noise would count as ink. */
  private static final double MIN_PAPER_BRIGHTNESS = 32;

  private final Raster raster;
  private final int channels;
  private final int cell;
  private final int columns;
  private final int rows;

  /** The paper's colour in each cell, channel by channel. */
  private final double[][] paper;

  private UnevenBackground(Raster raster) {
    this.raster = raster;
    channels = Math.min(3, raster.channels());
    cell =
        Math.max(
            2,
            (Math.max(raster.width(), raster.height()) + MAX_CELLS_PER_SIDE - 1)
                / MAX_CELLS_PER_SIDE);
    columns = (raster.width() + cell - 1) / cell;
    rows = (raster.height() + cell - 1) / cell;
    paper = new double[channels][];
    for (int c = 0; c < channels; c++) {
      paper[c] = smoothed(medians(cellMedians(c), NEIGHBOURHOOD));
    }
  }

  /** Returns each pixel's distance from the paper's colour, relative to the paper's brightness. */
  static short[] distances(Raster raster) {
    return new UnevenBackground(raster).distances();
  }

  private double[] cellMedians(int channel) {
    double[] medians = new double[columns * rows];
    int[] counts = new int[256];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Arrays.fill(counts, 0);
        int all = 0;
        int right = Math.min(raster.width(), (column + 1) * cell);
        int bottom = Math.min(raster.height(), (row + 1) * cell);
        for (int y = row * cell; y < bottom; y++) {
          for (int x = column * cell; x < right; x++) {
            counts[value(y * raster.width() + x, channel)]++;
            all++;
          }
        }
        int median = 0;
        for (int below = counts[0]; 2 * below < all; below += counts[median]) {
          median++;
        }
        medians[row * columns + column] = median;
      }
    }
    return medians;
  }

  private int value(int pixel, int channel) {
    return raster.samples()[pixel * raster.channels() + channel] & 255;
  }

  private double[] medians(double[] cells, int around) {
    double[] medians = new double[cells.length];
    double[] near = new double[(2 * around + 1) * (2 * around + 1)];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int count = 0;
        int last = Math.min(rows - 1, row + around);
        for (int j = Math.max(0, row - around); j <= last; j++) {
          int right = Math.min(columns - 1, column + around);
          for (int i = Math.max(0, column - around); i <= right; i++) {
            near[count++] = cells[j * columns + i];
          }
        }
        Arrays.sort(near, 0, count);
        medians[row * columns + column] = near[count / 2];
      }
    }
    return medians;
  }

  private double[] smoothed(double[] cells) {
    double[] smoothed = new double[cells.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, row - 1); j <= Math.min(rows - 1, row + 1); j++) {
          for (int i = Math.max(0, column - 1); i <= Math.min(columns - 1, column + 1); i++) {
            sum += cells[j * columns + i];
            count++;
          }
        }
        smoothed[row * columns + column] = sum / count;
      }
    }
    return smoothed;
  }

  private short[] distances() {
    int width = raster.width();
    short[] distances = new short[width * raster.height()];
    byte[] sides = new byte[distances.length];
    double light = 0;
    double dark = 0;
    for (int y = 0, i = 0; y < raster.height(); y++) {
      double down = Math.max(0, Math.min(rows - 1, (y + 0.5) / cell - 0.5));
      int top = Math.min((int) down, Math.max(0, rows - 2));
      int below = rows > 1 ? columns : 0;
      for (int x = 0; x < width; x++, i++) {
        double across = Math.max(0, Math.min(columns - 1, (x + 0.5) / cell - 0.5));
        int left = Math.min((int) across, Math.max(0, columns - 2));
        int beside = columns > 1 ? 1 : 0;
        int at = top * columns + left;
        double right = across - left;
        double lower = down - top;
        double squares = 0;
        double sum = 0;
        for (int c = 0; c < channels; c++) {
          double[] p = paper[c];
          double upperRow = p[at] + (p[at + beside] - p[at]) * right;
          double lowerRow = p[at + below] + (p[at + below + beside] - p[at + below]) * right;
          double brightness = upperRow + (lowerRow - upperRow) * lower;
          double difference =
              (value(i, c) - brightness) / Math.max(MIN_PAPER_BRIGHTNESS, brightness) * 255;
          squares += difference * difference;
          sum += difference;
        }
        double distance =
            Math.min(InkLevels.MAX_DISTANCE - 1, Math.sqrt(channels == 1 ? 3 * squares : squares));
        distances[i] = (short) (distance * InkLevels.SCALE);
        sides[i] = (byte) (2 * sum > distance ? 1 : 2 * sum < -distance ? -1 : 0);
        // Cubes give the pixels with the most contrast the most weight.
        if (sum > 0) {
          light += distance * distance * distance;
        } else {
          dark += distance * distance * distance;
        }
      }
    }
    // Ink is either darker or lighter than the paper: the opposite is a reflection or a shadow.
    clear(distances, sides, light > dark ? -1 : 1);
    return distances;
  }

  private static void clear(short[] distances, byte[] sides, int side) {
    for (int i = 0; i < distances.length; i++) {
      if (sides[i] == side) {
        distances[i] = 0;
      }
    }
  }
}
