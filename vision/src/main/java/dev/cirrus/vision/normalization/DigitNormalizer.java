package dev.cirrus.vision.normalization;

import dev.cirrus.vision.Digit;
import java.util.Arrays;

/**
 * From the ink of one digit to 28 × 28 as MNIST has it: the ink's longer side 20 pixels long, its
 * centre of mass in the middle, and, which MNIST gets from its writers' pens, strokes of one
 * breadth: what a thin pen drew is thickened before it is shrunk and what a thick one drew thinned,
 * so that the classifier sees a digit and not the pen.
 *
 * <p>Only whole numbers, doubles, the four operations, {@link Math#sqrt} and {@link Math#floor}:
 * the JVM and JavaScript give the same bytes.
 */
public final class DigitNormalizer {
  /** The longer side of MNIST's digits in their 28 × 28. */
  private static final double LONGER_SIDE = 20;

  /** Strokes come out at least and at most so broad, in pixels of the 28 × 28. */
  private static final double THINNEST = 2.0;

  private static final double THICKEST = 2.6;

  /** The longer side of the grid on which breadths are measured and changed. */
  private static final int GRID = 56;

  /** Room around the grid for strokes that grow. */
  private static final int MARGIN = 6;

  /** Below this share of full ink there is none. */
  private static final double FAINTEST = 0.1;

  /** Above this share the cell is full, whatever the averaging lost. */
  private static final double FULL = 0.98;

  /** How sharply depth must bend for a middle line. */
  private static final double FOLD = 0.7;

  private final int width;
  private final int height;

  /** How much of each cell is ink, 0 to 1. */
  private final double[] cover;

  private DigitNormalizer(int width, int height, double[] cover) {
    this.width = width;
    this.height = height;
    this.cover = cover;
  }

  /**
   * The 784 values of the one digit whose ink, cropped to its box, is given.
   *
   * @param ink unsigned, 0 where there is no ink, 255 where there is most
   */
  public static byte[] normalize(byte[] ink, int width, int height) {
    int longer = Math.max(width, height);
    double step = (double) longer / GRID;
    int gridWidth = (int) Math.ceil(width / step) + 2 * MARGIN;
    int gridHeight = (int) Math.ceil(height / step) + 2 * MARGIN;
    double[] cover =
        step >= 1
            ? shrink(ink, width, height, step, gridWidth, gridHeight)
            : enlarge(ink, width, height, step, gridWidth, gridHeight);
    DigitNormalizer digit = new DigitNormalizer(gridWidth, gridHeight, cover);
    digit.stretchContrast(Math.max(1, 1 / step));
    digit.evenBreadth();
    return digit.place();
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

  /** The sum of a row's ink between two places, parts of pixels counted in part. */
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

  /** Reads the ink between its pixels, smoothly. */
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

  /** Makes a line thinner than a cell, or of weak ink, as dark as a broad one; drops haze. */
  private void stretchContrast(double blur) {
    double sum = 0;
    double squares = 0;
    for (double value : cover) {
      sum += value;
      squares += value * value;
    }
    double usual = squares / sum;
    double gain = Math.max(1, 0.8 / usual);
    for (int i = 0; i < cover.length; i++) {
      // An enlarged edge is as soft as its pixels were large: made as sharp as a cell again.
      double value = (cover[i] * gain - 0.5) * blur + 0.5;
      cover[i] = value < FAINTEST ? 0 : value > FULL ? 1 : value;
    }
  }

  private void evenBreadth() {
    double[] depth = DistanceTransform.of(cover, width, height, 0);
    double[] ridge = ridge(depth);
    if (ridge.length == 0) {
      return;
    }
    double usual = ridge[ridge.length / 2];
    double thin = ridge[ridge.length / 6];
    double length = GRID - 2 * usual;
    double least = breadthOnGrid(THINNEST, length) / 2;
    double most = breadthOnGrid(THICKEST, length) / 2;
    double growth = usual < least ? least - usual : thin > most ? most - thin : 0;
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

  /** The breadth on the grid of what is so broad at last, around a middle line of this length. */
  private static double breadthOnGrid(double breadth, double length) {
    return Math.max(length, GRID * 0.1) * breadth / (LONGER_SIDE - breadth);
  }

  /** The depths along the middle lines of the strokes, where depth falls to both sides, sorted. */
  private double[] ridge(double[] depth) {
    double[] ridge = new double[depth.length];
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        double twice = 2 * depth[cell];
        if (cover[cell] > 0.4
            && (twice - depth[cell - 1] - depth[cell + 1] > FOLD
                || twice - depth[cell - width] - depth[cell + width] > FOLD
                || twice - depth[cell - width - 1] - depth[cell + width + 1] > FOLD * 1.4
                || twice - depth[cell - width + 1] - depth[cell + width - 1] > FOLD * 1.4)) {
          ridge[count++] = depth[cell];
        }
      }
    }
    double[] sorted = Arrays.copyOf(ridge, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Averages the grid down so that the box is 20 long and the centre of mass in the middle. */
  private byte[] place() {
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

  /** Where ink starts, exact to a part of a cell. */
  private static double start(double[] most) {
    int cell = 0;
    while (most[cell] == 0) {
      cell++;
    }
    return cell + 1 - most[cell];
  }

  private static double end(double[] most) {
    int cell = most.length - 1;
    while (most[cell] == 0) {
      cell--;
    }
    return cell + most[cell];
  }

  /** Where the 28 pixels start for the centre to lie in the middle, with no ink beyond them. */
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
    double most = 0;
    for (double sum : sums) {
      most = Math.max(most, sum);
    }
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < sums.length; i++) {
      pixels[i] = (byte) (int) Math.floor(sums[i] * 255 / most + 0.5);
    }
    return pixels;
  }

  /** Adds what lies between two places to the one or two pixels that they fall into. */
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
