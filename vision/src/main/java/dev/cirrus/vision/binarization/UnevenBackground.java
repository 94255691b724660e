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

  /** Contrasts up to this many times their median are noise. */
  private static final double NOISE_CUTOFF = 2.5;

  /** √3: of grey, all three colours differ by the same amount. */
  private static final double GREY_NORM = Math.sqrt(3);

  /** Darker paper counts as this bright, otherwise its noise would count as ink. */
  private static final double MIN_PAPER_BRIGHTNESS = 64;

  /** The largest number of cells per side of the fine grid, which follows the edges of shadows. */
  private static final int FINE_CELLS_PER_SIDE = 256;

  /** The radius in fine cells of the filter that removes strokes: they are narrower than seven. */
  private static final int STROKE_RADIUS = 3;

  /** Smaller pictures are crops or scans, whose strokes may be as wide as shadows. */
  private static final int MIN_PHOTO_SIDE = 400;

  /**
   * The radius in coarse cells of the filter that keeps shadows: they are wider than five, a
   * twelfth of the picture.
   */
  private static final int SHADOW_RADIUS = 2;

  /** The largest distance in fine cells over which the edge of a shadow is blurred. */
  private static final int EDGE_RADIUS = 4;

  /** The largest ratio between a pixel of paper and its cell, because of noise. */
  private static final double EDGE_TOLERANCE = 1.1;

  /** The least ratio between the brightness of paper on both sides of a shadow's edge. */
  private static final double MIN_EDGE_RATIO = 1.12;

  /** The least brightness in a shadow, as a share of the brightness outside. */
  private static final double MIN_SHADOW_LIGHT = 0.45;

  /** The largest ratio between a shadow's effects on two colours: it darkens all of them alike. */
  private static final double MAX_SHADOW_TINT = 1.25;

  /**
   * The largest difference between neighbouring cells in the same light, as a share; on the sharp
   * edge of a stroke it is larger.
   */
  private static final double SAME_LIGHT = 0.06;

  private final Raster raster;
  private final int channels;
  private Grid grid;

  /** The paper's colour in each cell, channel by channel. */
  private double[][] paper;

  /**
   * The darkest and the lightest paper around each fine cell; empty if shadows are not followed.
   */
  private double[][] darkest = {};

  private double[][] lightest = {};

  /** Whether each fine cell is near the edge of a shadow. */
  private boolean[] isShadowEdge = {};

  private UnevenBackground(Raster raster) {
    this.raster = raster;
    channels = Math.min(3, raster.channels());
    grid = Grid.of(raster, MAX_CELLS_PER_SIDE);
    paper = new double[channels][];
    for (int c = 0; c < channels; c++) {
      paper[c] = smoothed(medians(cellMedians(c), NEIGHBOURHOOD));
    }
    if (Math.min(raster.width(), raster.height()) >= MIN_PHOTO_SIDE) {
      followShadows();
    }
  }

  /** The square cells of a picture, with the side of a cell in pixels. */
  private record Grid(int cell, int columns, int rows) {
    static Grid of(Raster raster, int cellsPerSide) {
      int longer = Math.max(raster.width(), raster.height());
      int cell = Math.max(2, (longer + cellsPerSide - 1) / cellsPerSide);
      return new Grid(
          cell, (raster.width() + cell - 1) / cell, (raster.height() + cell - 1) / cell);
    }

    /** Returns the centre of a cell, in pixels. */
    double centre(int index) {
      return (index + 0.5) * cell;
    }

    /** Returns the value of the cells at a pixel, interpolated between the four nearest cells. */
    double interpolated(double[] cells, double x, double y) {
      double across = position(x, columns);
      double down = position(y, rows);
      int left = first(across, columns);
      int top = first(down, rows);
      int at = top * columns + left;
      int beside = columns > 1 ? 1 : 0;
      int below = rows > 1 ? columns : 0;
      double part = across - left;
      double upper = cells[at] + (cells[at + beside] - cells[at]) * part;
      double lower = cells[at + below] + (cells[at + below + beside] - cells[at + below]) * part;
      return upper + (lower - upper) * (down - top);
    }

    /** Interpolates the values of the cells down to a row of pixels, but not across. */
    void interpolateRow(double[] cells, double y, double[] values) {
      double down = position(y, rows);
      int top = first(down, rows);
      int below = rows > 1 ? columns : 0;
      for (int column = 0; column < columns; column++) {
        double upper = cells[top * columns + column];
        double lower = cells[top * columns + column + below];
        values[column] = upper + (lower - upper) * (down - top);
      }
    }

    /** Returns the first of the two cells between which a position is. */
    private static int first(double position, int cells) {
      return Math.min((int) position, Math.max(0, cells - 2));
    }

    /** Returns the values of several channels at a pixel. */
    double[] interpolated(double[][] channels, double x, double y) {
      double[] values = new double[channels.length];
      for (int c = 0; c < channels.length; c++) {
        values[c] = interpolated(channels[c], x, y);
      }
      return values;
    }

    /** Returns the position of a pixel in cells, relative to the centre of the first cell. */
    private double position(double pixel, int cells) {
      return Math.max(0, Math.min(cells - 1, pixel / cell - 0.5));
    }
  }

  /**
   * Corrects the paper's colour near the edges of shadows, where the median of the neighbourhood
   * may be from the other side of the edge. An area is lit differently if it is wider than a stroke
   * and darker or lighter in all colours alike. Morphological opening and closing of the cells'
   * means finds these areas.
   */
  private void followShadows() {
    final double[][] usual = paper;
    final Grid coarse = grid;
    double[][] means = cellMeans();
    final double[][] broadDark = opened(means, 1, SHADOW_RADIUS);
    final double[][] broadLight = opened(means, -1, SHADOW_RADIUS);
    grid = Grid.of(raster, FINE_CELLS_PER_SIDE);
    means = cellMeans();
    double[][] dark = opened(means, 1, STROKE_RADIUS);
    double[][] light = opened(means, -1, STROKE_RADIUS);
    paper = new double[channels][grid.columns * grid.rows];
    double[][] expected = new double[channels][grid.columns * grid.rows];
    for (int row = 0, i = 0; row < grid.rows; row++) {
      double y = grid.centre(row);
      for (int column = 0; column < grid.columns; column++, i++) {
        double x = grid.centre(column);
        double[] here = coarse.interpolated(usual, x, y);
        double[][] lit = null;
        if (isLight(dark, i, here, coarse.interpolated(broadDark, x, y), MIN_SHADOW_LIGHT, 1)) {
          lit = dark;
        } else if (isLight(
            light, i, here, coarse.interpolated(broadLight, x, y), 1, 1 / MIN_SHADOW_LIGHT)) {
          lit = light;
        }
        for (int c = 0; c < channels; c++) {
          expected[c][i] = here[c];
          paper[c][i] = lit == null ? here[c] : lit[c][i];
        }
      }
    }
    spread(dark, expected, MIN_SHADOW_LIGHT, 1);
    spread(light, expected, 1, 1 / MIN_SHADOW_LIGHT);
    darkest = new double[channels][];
    lightest = new double[channels][];
    for (int c = 0; c < channels; c++) {
      darkest[c] = extremes(paper[c], -1, EDGE_RADIUS);
      lightest[c] = extremes(paper[c], 1, EDGE_RADIUS);
    }
    isShadowEdge = new boolean[grid.columns * grid.rows];
    for (int i = 0; i < isShadowEdge.length; i++) {
      for (int c = 0; c < channels; c++) {
        isShadowEdge[i] |= lightest[c][i] >= MIN_EDGE_RATIO * darkest[c][i];
      }
    }
  }

  /**
   * Returns whether a cell shows the paper in another light.
   *
   * @param here the paper's colour in the usual light
   * @param broad the colour of areas wider than any stroke, which must be lit in the same way
   * @param weakest the least ratio of the cell's light to the usual light
   * @param strongest the largest ratio
   */
  private static boolean isLight(
      double[][] colours,
      int cell,
      double[] here,
      double[] broad,
      double weakest,
      double strongest) {
    for (int c = 0; c < colours.length; c++) {
      if (Math.abs(broad[c] - here[c]) < 0.5 * Math.abs(colours[c][cell] - here[c])) {
        return false;
      }
    }
    return mayBeLight(colours, cell, here, weakest, strongest);
  }

  /** Returns whether a cell's colour is that of the paper in another light. */
  private static boolean mayBeLight(
      double[][] colours, int cell, double[] here, double weakest, double strongest) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int c = 0; c < colours.length; c++) {
      double ratio = colours[c][cell] / Math.max(1, here[c]);
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
    }
    return least > weakest && most < strongest && most <= MAX_SHADOW_TINT * least;
  }

  /**
   * Extends the light of cells to neighbours in the same light: the fingers in the shadow of a hand
   * may be as narrow as strokes, but belong to a larger shadow.
   *
   * @param expected the paper's colour in the usual light
   */
  private void spread(double[][] colours, double[][] expected, double weakest, double strongest) {
    int[] queue = new int[grid.columns * grid.rows];
    int count = 0;
    for (int i = 0; i < queue.length; i++) {
      if (isSameLight(colours, i, paper, i)) {
        queue[count++] = i;
      }
    }
    double[] here = new double[channels];
    for (int next = 0; next < count; next++) {
      int cell = queue[next];
      int column = cell % grid.columns;
      int row = cell / grid.columns;
      for (int side = 0; side < 4; side++) {
        int x = column + (side == 0 ? -1 : side == 1 ? 1 : 0);
        int y = row + (side == 2 ? -1 : side == 3 ? 1 : 0);
        int beside = y * grid.columns + x;
        if (x < 0
            || y < 0
            || x >= grid.columns
            || y >= grid.rows
            || isSameLight(colours, beside, paper, beside)
            || !isSameLight(colours, beside, colours, cell)) {
          continue;
        }
        for (int c = 0; c < channels; c++) {
          here[c] = expected[c][beside];
        }
        if (mayBeLight(colours, beside, here, weakest, strongest)) {
          for (int c = 0; c < channels; c++) {
            paper[c][beside] = colours[c][beside];
          }
          queue[count++] = beside;
        }
      }
    }
  }

  private static boolean isSameLight(double[][] ones, int one, double[][] others, int other) {
    for (int c = 0; c < ones.length; c++) {
      if (Math.abs(ones[c][one] - others[c][other]) > SAME_LIGHT * others[c][other]) {
        return false;
      }
    }
    return true;
  }

  /** Removes areas narrower than twice the radius: dark areas if the sign is 1, else light ones. */
  private double[][] opened(double[][] means, int sign, int radius) {
    double[][] opened = new double[channels][];
    for (int c = 0; c < channels; c++) {
      // One cell more, because the cells on the edge of a shadow are only half as dark.
      opened[c] = extremes(extremes(means[c], sign, radius), -sign, radius + 1);
    }
    return opened;
  }

  /** Returns the mean of each cell, channel by channel. */
  private double[][] cellMeans() {
    double[][] means = new double[channels][grid.columns * grid.rows];
    for (int c = 0; c < channels; c++) {
      for (int row = 0, i = 0; row < grid.rows; row++) {
        for (int column = 0; column < grid.columns; column++, i++) {
          means[c][i] = cellMean(column, row, c);
        }
      }
    }
    return means;
  }

  private double cellMean(int column, int row, int channel) {
    int left = column * grid.cell;
    int top = row * grid.cell;
    int right = Math.min(raster.width(), left + grid.cell);
    int bottom = Math.min(raster.height(), top + grid.cell);
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += value(y * raster.width() + x, channel);
      }
    }
    return (double) sum / ((bottom - top) * (right - left));
  }

  /** Returns the maximum around each cell if the sign is 1, else the minimum. */
  private double[] extremes(double[] cells, int sign, int radius) {
    double[] signed = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      signed[i] = sign * cells[i];
    }
    double[] across = signed.clone();
    for (int distance = 1; distance <= radius; distance++) {
      int count = grid.columns - distance;
      for (int start = 0; start < cells.length; start += grid.columns) {
        raise(across, start, signed, start + distance, count);
        raise(across, start + distance, signed, start, count);
      }
    }
    double[] both = across.clone();
    for (int distance = 1; distance <= radius; distance++) {
      int rows = distance * grid.columns;
      raise(both, 0, across, rows, cells.length - rows);
      raise(both, rows, across, 0, cells.length - rows);
    }
    for (int i = 0; i < both.length; i++) {
      both[i] *= sign;
    }
    return both;
  }

  /** Replaces values by larger ones. */
  private static void raise(double[] values, int at, double[] others, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = Math.max(values[at + i], others[from + i]);
    }
  }

  /** Returns each pixel's distance from the paper's colour, relative to the paper's brightness. */
  static short[] distances(Raster raster) {
    return new UnevenBackground(raster).distances();
  }

  private int[] cellMedians(int channel) {
    int[] medians = new int[grid.columns * grid.rows];
    int[] counts = new int[256];
    for (int row = 0; row < grid.rows; row++) {
      for (int column = 0; column < grid.columns; column++) {
        Arrays.fill(counts, 0);
        int all = 0;
        int right = Math.min(raster.width(), (column + 1) * grid.cell);
        int bottom = Math.min(raster.height(), (row + 1) * grid.cell);
        for (int y = row * grid.cell; y < bottom; y++) {
          for (int x = column * grid.cell; x < right; x++) {
            counts[value(y * raster.width() + x, channel)]++;
            all++;
          }
        }
        int median = 0;
        for (int below = counts[0]; 2 * below < all; below += counts[median]) {
          median++;
        }
        medians[row * grid.columns + column] = median;
      }
    }
    return medians;
  }

  private int value(int pixel, int channel) {
    return raster.samples()[pixel * raster.channels() + channel] & 255;
  }

  /**
   * Returns the median of the cells around each cell. The counts of the values move along with the
   * cell (Huang et al. 1979).
   */
  private double[] medians(int[] cells, int around) {
    double[] medians = new double[cells.length];
    int[] counts = new int[256];
    for (int row = 0; row < grid.rows; row++) {
      Arrays.fill(counts, 0);
      int top = Math.max(0, row - around);
      int bottom = Math.min(grid.rows - 1, row + around);
      int all = 0;
      int median = 0;
      int below = 0;
      for (int added = 0; added < grid.columns + around; added++) {
        int removed = added - 2 * around - 1;
        for (int i = top; i <= bottom; i++) {
          if (added < grid.columns) {
            int value = cells[i * grid.columns + added];
            counts[value]++;
            below += value < median ? 1 : 0;
            all++;
          }
          if (removed >= 0) {
            int value = cells[i * grid.columns + removed];
            counts[value]--;
            below -= value < median ? 1 : 0;
            all--;
          }
        }
        if (added < around) {
          continue;
        }
        while (below > all / 2) {
          below -= counts[--median];
        }
        while (below + counts[median] <= all / 2) {
          below += counts[median++];
        }
        medians[row * grid.columns + added - around] = median;
      }
    }
    return medians;
  }

  private double[] smoothed(double[] cells) {
    double[] smoothed = new double[cells.length];
    for (int row = 0; row < grid.rows; row++) {
      for (int column = 0; column < grid.columns; column++) {
        double sum = 0;
        int count = 0;
        for (int j = Math.max(0, row - 1); j <= Math.min(grid.rows - 1, row + 1); j++) {
          for (int i = Math.max(0, column - 1); i <= Math.min(grid.columns - 1, column + 1); i++) {
            sum += cells[j * grid.columns + i];
            count++;
          }
        }
        smoothed[row * grid.columns + column] = sum / count;
      }
    }
    return smoothed;
  }

  private short[] distances() {
    short[] distances = new short[raster.width() * raster.height()];
    byte[] sides = new byte[distances.length];
    Contrasts contrasts = new Contrasts();
    PaperRow row = new PaperRow();
    Difference difference = new Difference();
    for (int y = 0, i = 0; y < raster.height(); y++) {
      row.moveTo(y);
      for (int x = 0; x < raster.width(); x++, i++) {
        difference.clear();
        if (!row.isPaperInShadowEdge(x, i)) {
          for (int c = 0; c < channels; c++) {
            difference.add(value(i, c), row.colour(x, c));
          }
        }
        double norm = Math.sqrt(difference.squares);
        double distance =
            Math.min(InkLevels.MAX_DISTANCE - 1, channels == 1 ? GREY_NORM * norm : norm);
        distances[i] = (short) (distance * InkLevels.SCALE);
        sides[i] =
            (byte) (2 * difference.sum > distance ? 1 : 2 * difference.sum < -distance ? -1 : 0);
        contrasts.add(difference.sum > 0, norm * difference.relativeToBrighter());
      }
    }
    // Ink is either darker or lighter than the paper: the opposite is a reflection or a shadow.
    clear(distances, sides, contrasts.isInkLight() ? -1 : 1);
    return distances;
  }

  /** The paper's colour along a row of pixels. */
  private final class PaperRow {
    /**
     * For each pixel its cell, the first of the two cells around it, and its place between them.
     */
    private final int[] cell = new int[raster.width()];

    private final int[] left = new int[raster.width()];
    private final double[] across = new double[raster.width()];

    private final int beside = grid.columns > 1 ? 1 : 0;
    private final double[][] colours = new double[channels][grid.columns];
    private final boolean hasShadows = isShadowEdge.length > 0;
    private int firstCell;

    PaperRow() {
      for (int x = 0; x < left.length; x++) {
        cell[x] = x / grid.cell;
        double position = grid.position(x + 0.5, grid.columns);
        left[x] = Grid.first(position, grid.columns);
        across[x] = position - left[x];
      }
    }

    void moveTo(int y) {
      firstCell = y / grid.cell * grid.columns;
      for (int c = 0; c < channels; c++) {
        grid.interpolateRow(paper[c], y + 0.5, colours[c]);
      }
    }

    double colour(int x, int channel) {
      double one = colours[channel][left[x]];
      double next = colours[channel][left[x] + beside];
      return one + (next - one) * across[x];
    }

    /** Returns whether a pixel is on the edge of a shadow and may be paper. */
    boolean isPaperInShadowEdge(int x, int pixel) {
      return hasShadows
          && isShadowEdge[firstCell + cell[x]]
          && isPaperBetween(pixel, firstCell + cell[x]);
    }
  }

  /** Counts the pixels that are lighter and those that are darker than the paper by contrast. */
  private static final class Contrasts {
    private final int[] light = new int[InkLevels.MAX_DISTANCE + 1];
    private final int[] dark = new int[InkLevels.MAX_DISTANCE + 1];
    private int count;

    void add(boolean isLighter, double contrast) {
      (isLighter ? light : dark)[(int) Math.min(InkLevels.MAX_DISTANCE, contrast)]++;
      count++;
    }

    /** Returns whether more of the contrast above the noise is lighter than the paper. */
    boolean isInkLight() {
      int noise = 0;
      for (int below = light[0] + dark[0]; 2 * below < count; below += light[noise] + dark[noise]) {
        noise++;
      }
      return amount(light, noise) > amount(dark, noise);
    }

    /**
     * Adds up the contrasts of ink. Cubes give the pixels with the most contrast the most weight.
     */
    private static double amount(int[] contrasts, int noise) {
      double amount = 0;
      for (int i = (int) (NOISE_CUTOFF * noise) + 1; i < contrasts.length; i++) {
        amount += (double) contrasts[i] * i * i * i;
      }
      return amount;
    }
  }

  /** The differences between a pixel and the paper, summed over the channels. */
  private static final class Difference {
    double squares;
    double sum;
    double light;
    double paperLight;

    void clear() {
      squares = 0;
      sum = 0;
      light = 0;
      paperLight = 0;
    }

    void add(double value, double brightness) {
      double paper = Math.max(MIN_PAPER_BRIGHTNESS, brightness);
      double difference = (value - brightness) / paper * 255;
      squares += difference * difference;
      sum += difference;
      light += value;
      paperLight += paper;
    }

    /**
     * Returns the factor that makes the contrast relative to the brighter of pixel and paper: twice
     * the brightness counts as much as half of it.
     */
    double relativeToBrighter() {
      return Math.min(1, paperLight / Math.max(1, light));
    }
  }

  /** Returns whether a pixel in a cell on the edge of a shadow may be paper. */
  private boolean isPaperBetween(int pixel, int cell) {
    for (int c = 0; c < channels; c++) {
      double value = value(pixel, c);
      if (value * EDGE_TOLERANCE < darkest[c][cell] || value > EDGE_TOLERANCE * lightest[c][cell]) {
        return false;
      }
    }
    return true;
  }

  private static void clear(short[] distances, byte[] sides, int side) {
    for (int i = 0; i < distances.length; i++) {
      if (sides[i] == side) {
        distances[i] = 0;
      }
    }
  }
}
