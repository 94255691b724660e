package dev.cirrus.vision.normalization;

import dev.cirrus.vision.Digit;
import java.util.Arrays;

/**
 * Scales the ink of one digit to 28 × 28 pixels in the format of MNIST: its longer side is 20
 * pixels long and its centre of mass is in the middle. Thin strokes are thickened and thick ones
 * thinned to the stroke width of MNIST, because the classifier should not depend on the pen.
 *
 * <p>The code uses only integers, doubles, the four basic operations, {@link Math#sqrt} and {@link
 * Math#floor}, for which the JVM and JavaScript give identical results.
 */
public final class DigitNormalizer {
  /** The longer side of a digit in MNIST's 28 × 28 pixels. */
  private static final double LONGER_SIDE = 20;

  /**
   * Limits of the stroke width in the 28 × 28 pixels: the strokes of half of MNIST's digits are
   * between 2.0 and 2.7 wide.
   */
  private static final double MIN_STROKE_WIDTH = 2.0;

  private static final double MAX_STROKE_WIDTH = 2.6;

  /** The longer side of the grid on which the stroke width is measured and changed. */
  private static final int GRID_SIDE = 56;

  /** The space around the digit on the grid, into which strokes grow. */
  private static final int MARGIN = 6;

  /** A cell with a smaller share of ink than this counts as empty. */
  private static final double MIN_COVER = 0.1;

  /** A cell with a larger share of ink than this counts as full: averaging loses up to 2 %. */
  private static final double FULL_COVER = 0.98;

  /** The contrast is stretched until the mean cover, weighted by itself, is at least this. */
  private static final double MIN_MEAN_COVER = 0.8;

  /**
   * The least negative second difference of the depth on a medial axis: 2 across a sharp ridge, 0
   * on a slope.
   */
  private static final double RIDGE_CURVATURE = 0.7;

  /** The distance of diagonal neighbours, about √2, by which their difference is scaled. */
  private static final double DIAGONAL = 1.4;

  /** A cell on a medial axis has at least this share of ink. */
  private static final double MIN_RIDGE_COVER = 0.4;

  /** The least length of a medial axis, as a share of the grid's side: a dot has almost none. */
  private static final double MIN_AXIS_LENGTH = 0.1;

  private final int width;
  private final int height;

  /** The share of each cell that is ink, 0 to 1. */
  private final double[] cover;

  private DigitNormalizer(int width, int height, double[] cover) {
    this.width = width;
    this.height = height;
    this.cover = cover;
  }

  /**
   * Returns 28 × 28 unsigned values, row by row.
   *
   * @param ink the digit's ink, unsigned, cropped to its bounding box
   */
  public static byte[] normalize(byte[] ink, int width, int height) {
    int longer = Math.max(width, height);
    double step = (double) longer / GRID_SIDE;
    int gridWidth = (int) Math.ceil(width / step) + 2 * MARGIN;
    int gridHeight = (int) Math.ceil(height / step) + 2 * MARGIN;
    double[] cover =
        step >= 1
            ? shrink(ink, width, height, step, gridWidth, gridHeight)
            : enlarge(ink, width, height, step, gridWidth, gridHeight);
    DigitNormalizer digit = new DigitNormalizer(gridWidth, gridHeight, cover);
    digit.stretchContrast(/* blur= */ Math.max(1, 1 / step));
    digit.normalizeStrokeWidth();
    return digit.scaleAndCentre();
  }

  /** Averages the ink over each cell's area. */
  private static double[] shrink(
      byte[] ink, int width, int height, double step, int gridWidth, int gridHeight) {
    double[] cover = new double[gridWidth * gridHeight];
    double[] row = new double[gridWidth];
    int columns = gridWidth - 2 * MARGIN;
    double perCell = 1 / (255 * step * step);
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < columns; i++) {
        row[i] = areaOfRow(ink, y * width, width, i * step, (i + 1) * step);
      }
      int cell = Math.min((int) (y / step), gridHeight - 2 * MARGIN - 1);
      double below = Math.max(0, y + 1 - (cell + 1) * step);
      int at = (cell + MARGIN) * gridWidth + MARGIN;
      for (int i = 0; i < columns; i++) {
        cover[at + i] += row[i] * (1 - below) * perCell;
        cover[at + gridWidth + i] += row[i] * below * perCell;
      }
    }
    return cover;
  }

  /** Sums a row's ink between two positions; pixels partly in between count in part. */
  private static double areaOfRow(byte[] ink, int start, int width, double from, double to) {
    int first = (int) from;
    if (first >= width) {
      return 0;
    }
    int last = (int) to;
    double part = (ink[start + first] & 255) * (first + 1 - from);
    if (last >= width) {
      last = width;
    } else {
      part += (ink[start + last] & 255) * (to - last);
    }
    int whole = 0;
    for (int x = first + 1; x < last; x++) {
      whole += ink[start + x] & 255;
    }
    return part + whole;
  }

  /** Interpolates the ink bilinearly. */
  private static double[] enlarge(
      byte[] ink, int width, int height, double step, int gridWidth, int gridHeight) {
    double[] cover = new double[gridWidth * gridHeight];
    for (int j = 0; j < gridHeight; j++) {
      double y = (j - MARGIN + 0.5) * step - 0.5;
      int top = (int) Math.floor(y);
      double down = y - top;
      for (int i = 0; i < gridWidth; i++) {
        double x = (i - MARGIN + 0.5) * step - 0.5;
        int left = (int) Math.floor(x);
        double across = x - left;
        double upper =
            inkAt(ink, width, height, left, top) * (1 - across)
                + inkAt(ink, width, height, left + 1, top) * across;
        double lower =
            inkAt(ink, width, height, left, top + 1) * (1 - across)
                + inkAt(ink, width, height, left + 1, top + 1) * across;
        cover[j * gridWidth + i] = (upper * (1 - down) + lower * down) / 255;
      }
    }
    return cover;
  }

  private static int inkAt(byte[] ink, int width, int height, int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : ink[y * width + x] & 255;
  }

  /**
   * Makes lines that are faint, or thinner than a cell, as dark as wide ones, and removes haze.
   *
   * @param blur the width of an edge in cells
   */
  private void stretchContrast(double blur) {
    double sum = 0;
    double squares = 0;
    for (double value : cover) {
      sum += value;
      squares += value * value;
    }
    double mean = squares / sum;
    double gain = Math.max(1, MIN_MEAN_COVER / mean);
    for (int i = 0; i < cover.length; i++) {
      // Enlarging blurs an edge over as many cells as a pixel covers: restore the width of a cell.
      double value = (cover[i] * gain - 0.5) * blur + 0.5;
      cover[i] = value < MIN_COVER ? 0 : value > FULL_COVER ? 1 : value;
    }
  }

  private void normalizeStrokeWidth() {
    double[] depth = DistanceTransform.of(cover, width, height, 0);
    double[] ridge = ridge(depth);
    if (ridge.length == 0) {
      return;
    }
    double median = ridge[ridge.length / 2];
    // The lower sixth, so that the thin parts of an uneven pen survive.
    double thin = ridge[ridge.length / 6];
    double length = GRID_SIDE - 2 * median;
    double min = widthOnGrid(MIN_STROKE_WIDTH, length) / 2;
    double max = widthOnGrid(MAX_STROKE_WIDTH, length) / 2;
    double growth = median < min ? min - median : thin > max ? max - thin : 0;
    if (growth == 0) {
      return;
    }
    if (growth > 0) {
      depth = DistanceTransform.of(cover, width, height, growth + 1);
    }
    for (int i = 0; i < cover.length; i++) {
      double value = depth[i] + growth + 0.5;
      cover[i] = value < 0 ? 0 : Math.min(1, value);
    }
  }

  /**
   * Converts a stroke width in the 28 × 28 pixels to one on the grid. The digit, a medial axis of
   * {@code length} cells and half a stroke at either end, is scaled to {@link #LONGER_SIDE} pixels.
   */
  private static double widthOnGrid(double strokeWidth, double length) {
    return Math.max(length, GRID_SIDE * MIN_AXIS_LENGTH)
        * strokeWidth
        / (LONGER_SIDE - strokeWidth);
  }

  /** Returns the sorted depths along the medial axes, where the depth falls to both sides. */
  private double[] ridge(double[] depth) {
    double[] ridge = new double[depth.length];
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        double twice = 2 * depth[cell];
        if (cover[cell] > MIN_RIDGE_COVER
            && (twice - depth[cell - 1] - depth[cell + 1] > RIDGE_CURVATURE
                || twice - depth[cell - width] - depth[cell + width] > RIDGE_CURVATURE
                || twice - depth[cell - width - 1] - depth[cell + width + 1]
                    > RIDGE_CURVATURE * DIAGONAL
                || twice - depth[cell - width + 1] - depth[cell + width - 1]
                    > RIDGE_CURVATURE * DIAGONAL)) {
          ridge[count++] = depth[cell];
        }
      }
    }
    double[] sorted = Arrays.copyOf(ridge, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Scales the digit's longer side to 20 pixels and centres the digit by its mass. */
  private byte[] scaleAndCentre() {
    double[] columns = new double[width];
    double[] rows = new double[height];
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        double value = cover[i];
        columns[x] = Math.max(columns[x], value);
        rows[y] = Math.max(rows[y], value);
        mass += value;
        massX += value * (x + 0.5);
        massY += value * (y + 0.5);
      }
    }
    double left = start(columns);
    double right = end(columns);
    double top = start(rows);
    double bottom = end(rows);
    double step = Math.max(right - left, bottom - top) / LONGER_SIDE;
    return average(
        origin(massX / mass, left, right, step), origin(massY / mass, top, bottom, step), step);
  }

  /** Returns where the ink starts; a cell that is partly covered counts in part. */
  private static double start(double[] maxCover) {
    int cell = 0;
    while (maxCover[cell] == 0) {
      cell++;
    }
    return cell + 1 - maxCover[cell];
  }

  private static double end(double[] maxCover) {
    int cell = maxCover.length - 1;
    while (maxCover[cell] == 0) {
      cell--;
    }
    return cell + maxCover[cell];
  }

  /** Returns where the 28 pixels start: centred by mass, but without cutting off ink. */
  private static double origin(double centre, double start, double end, double step) {
    double origin = centre - Digit.SIDE * step / 2;
    return Math.max(Math.min(origin, start), end - Digit.SIDE * step);
  }

  private byte[] average(double originX, double originY, double step) {
    double[] sums = new double[Digit.SIDE * Digit.SIDE];
    double[] across = new double[Digit.SIDE];
    for (int y = 0; y < height; y++) {
      Arrays.fill(across, 0);
      for (int x = 0; x < width; x++) {
        double value = cover[y * width + x];
        if (value > 0) {
          share(across, 0, 1, (x - originX) / step, (x + 1 - originX) / step, value);
        }
      }
      for (int i = 0; i < Digit.SIDE; i++) {
        if (across[i] > 0) {
          share(sums, i, Digit.SIDE, (y - originY) / step, (y + 1 - originY) / step, across[i]);
        }
      }
    }
    double max = 0;
    for (double sum : sums) {
      max = Math.max(max, sum);
    }
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < sums.length; i++) {
      pixels[i] = (byte) (int) Math.floor(sums[i] * 255 / max + 0.5);
    }
    return pixels;
  }

  /** Distributes a value between two positions over the one or two pixels that they fall into. */
  private static void share(
      double[] sums, int start, int stride, double from, double to, double value) {
    int first = (int) Math.floor(from);
    int last = (int) Math.floor(to);
    if (first == last) {
      add(sums, start, stride, first, (to - from) * value);
    } else {
      add(sums, start, stride, first, (last - from) * value);
      add(sums, start, stride, last, (to - last) * value);
    }
  }

  private static void add(double[] sums, int start, int stride, int pixel, double value) {
    if (pixel >= 0 && pixel < Digit.SIDE) {
      sums[start + pixel * stride] += value;
    }
  }
}
