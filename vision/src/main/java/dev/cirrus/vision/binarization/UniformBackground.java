package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Measures ink on paper of a single colour, such as a canvas, a scan or a screenshot. The limits
 * below were set by hand and checked on canvas drawings, scans and photographs.
 */
final class UniformBackground {
  /**
   * The least distance between the colours of ink and paper: four steps of grey, √(3 × 4²) ≈ 7. So
   * little is enough because even paper has hardly any noise.
   */
  static final int MIN_CONTRAST = 7;

  /** The paper's colour is estimated from at most this many columns and rows of samples. */
  private static final int MAX_SAMPLES_PER_SIDE = 96;

  /** A channel that differs by more than this from the paper's colour is ink or a shadow. */
  private static final int PAPER_TOLERANCE = 10;

  /**
   * Paper is lit evenly if at least this share of it is within {@link #EVEN_TOLERANCE} of its mean.
   */
  private static final double MIN_EVEN_SHARE = 0.75;

  private static final int EVEN_TOLERANCE = 4;

  /**
   * Where the channels of nearby pixels differ by more than this, there is the edge of a stroke.
   */
  private static final int SMOOTH_TOLERANCE = 16;

  /**
   * Ink that differs by more than this from the paper is darker than shadows, so that its tones may
   * vary, as in an enlarged scan.
   */
  private static final int STRONG_CONTRAST = 160;

  private static final int STRONG_INK_TOLERANCE = 32;

  /** How far to either side of a pixel the edge of a stroke is looked for. */
  private static final int EDGE_DISTANCE = 3;

  /**
   * The same in a small picture, which may be an enlarged digit, as a share of the shorter side:
   * enlarging a digit of 28 × 28 pixels makes its edges as wide as a pixel was.
   */
  private static final double ENLARGED_EDGE_DISTANCE = 1.0 / 28;

  private static final int LARGEST_ENLARGED_DIGIT = 340;

  /** The least share of samples with the paper's colour; a thick pen may cover the rest. */
  static final double MIN_PAPER_SHARE = 0.4;

  /** The largest share of samples that are neither paper nor ink, such as shadows. */
  private static final double MAX_SHADED_SHARE = 0.04;

  /** An area that is larger than this share of the picture in both directions is not a stroke. */
  private static final double MAX_STROKE_SHARE = 0.3;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;
  private final int edgeDistance;

  /** The samples from which the paper is estimated: their pixels, shades and colours. */
  private final int columns;

  private final int rows;
  private final int[] pixels;
  private final int[] shades;
  private final int[] colours;

  /** The paper's red, green, blue and alpha, premultiplied. */
  private final int[] paper = new int[4];

  private UniformBackground(Raster raster) {
    width = raster.width();
    height = raster.height();
    channels = raster.channels();
    samples = raster.samples();
    int shorter = Math.min(width, height);
    edgeDistance =
        shorter <= LARGEST_ENLARGED_DIGIT
            ? Math.max(EDGE_DISTANCE, (int) (ENLARGED_EDGE_DISTANCE * shorter + 0.5))
            : EDGE_DISTANCE;
    columns = Math.min(MAX_SAMPLES_PER_SIDE, width);
    rows = Math.min(MAX_SAMPLES_PER_SIDE, height);
    pixels = new int[columns * rows];
    shades = new int[pixels.length];
    colours = new int[pixels.length];
    for (int j = 0, i = 0; j < rows; j++) {
      for (int k = 0; k < columns; k++, i++) {
        pixels[i] = (j * 2 + 1) * height / (2 * rows) * width + (k * 2 + 1) * width / (2 * columns);
        shades[i] = shade(pixels[i]);
        colours[i] = colour(pixels[i]);
      }
    }
  }

  /** Returns each pixel's distance from the paper's colour, or null if the paper is not uniform. */
  static short @Nullable [] distances(Raster raster) {
    UniformBackground background = new UniformBackground(raster);
    return background.learnPaper() ? background.distances() : null;
  }

  /**
   * Estimates the paper's colour from the most frequent shade.
   *
   * @return false if the picture does not show evenly lit paper of a single colour
   */
  private boolean learnPaper() {
    boolean[] chosen = new boolean[pixels.length];
    int shade = mostFrequentShade(chosen);
    for (int i = 0; i < shades.length; i++) {
      chosen[i] = shades[i] == shade;
    }
    mean(chosen, paper);
    for (int i = 0; i < colours.length; i++) {
      chosen[i] = isNear(colours[i], paper, PAPER_TOLERANCE);
    }
    int paperCount = mean(chosen, paper);
    boolean[] even = new boolean[pixels.length];
    for (int i = 0; i < colours.length; i++) {
      even[i] = isNear(colours[i], paper, EVEN_TOLERANCE);
    }
    // The narrower tolerance keeps faint ink out of the mean.
    int evenCount = mean(even, paper);
    return paperCount >= MIN_PAPER_SHARE * pixels.length
        && evenCount >= MIN_EVEN_SHARE * paperCount
        && countShaded(chosen) <= MAX_SHADED_SHARE * pixels.length;
  }

  /** Returns the most frequent shade of the samples that are not excluded. */
  private int mostFrequentShade(boolean[] excluded) {
    int[] counts = new int[1 << 16];
    int mostFrequent = 0;
    for (int i = 0; i < shades.length; i++) {
      if (!excluded[i]) {
        int shade = shades[i];
        counts[shade]++;
        if (counts[shade] > counts[mostFrequent]) {
          mostFrequent = shade;
        }
      }
    }
    return mostFrequent;
  }

  /** Writes the mean colour of the chosen samples to {@code mean} and returns their number. */
  private int mean(boolean[] chosen, int[] mean) {
    int[] sums = new int[4];
    int count = 0;
    for (int i = 0; i < colours.length; i++) {
      if (chosen[i]) {
        count++;
        for (int c = 0; c < 4; c++) {
          sums[c] += channelOf(colours[i], c);
        }
      }
    }
    for (int c = 0; c < 4 && count > 0; c++) {
      mean[c] = (sums[c] + count / 2) / count;
    }
    return count;
  }

  private static boolean areNear(int[] one, int[] other, int tolerance) {
    for (int c = 0; c < 4; c++) {
      if (Math.abs(one[c] - other[c]) > tolerance) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNear(int colour, int[] other, int tolerance) {
    for (int c = 0; c < 4; c++) {
      if (Math.abs(channelOf(colour, c) - other[c]) > tolerance) {
        return false;
      }
    }
    return true;
  }

  /**
   * Counts the samples that are neither paper nor ink, because the colour around them changes as
   * slowly as light does or because they lie in an area too large for a stroke.
   */
  private int countShaded(boolean[] isPaper) {
    int shade = mostFrequentShade(isPaper);
    boolean[] inked = new boolean[pixels.length];
    for (int i = 0; i < shades.length; i++) {
      inked[i] = !isPaper[i] && shades[i] == shade;
    }
    int[] pen = new int[4];
    mean(inked, pen);
    boolean isStrong = !areNear(pen, paper, STRONG_CONTRAST);
    int tolerance = isStrong ? STRONG_INK_TOLERANCE : SMOOTH_TOLERANCE;
    int shaded = 0;
    for (int j = 0, i = 0; j < rows; j++) {
      for (int k = 0; k < columns; k++, i++) {
        if (isPaper[i]) {
          continue;
        }
        boolean wide =
            Math.min(runLength(isPaper, i, 1, k, columns), runLength(isPaper, i, columns, j, rows))
                > MAX_STROKE_SHARE * Math.min(columns, rows);
        // Ink on a canvas has exactly one colour, however wide it is; a shadow has many.
        if ((wide && !isStrong && !isNear(colours[i], pen, 1))
            || (!isNear(colours[i], pen, tolerance) && isSmooth(pixels[i]))) {
          shaded++;
        }
      }
    }
    return shaded;
  }

  /** Returns the length of the run of non-paper samples through a sample, in one direction. */
  private static int runLength(
      boolean[] isPaper, int sample, int stride, int position, int positions) {
    int run = 1;
    for (int k = 1; k <= position && !isPaper[sample - k * stride]; k++) {
      run++;
    }
    for (int k = 1; k < positions - position && !isPaper[sample + k * stride]; k++) {
      run++;
    }
    return run;
  }

  /** Returns whether no edge of a stroke is near the pixel. */
  private boolean isSmooth(int pixel) {
    int x = pixel % width;
    int y = pixel / width;
    int left = Math.max(0, x - edgeDistance) - x;
    int right = Math.min(width - 1, x + edgeDistance) - x;
    int up = (Math.max(0, y - edgeDistance) - y) * width;
    int down = (Math.min(height - 1, y + edgeDistance) - y) * width;
    for (int c = 0; c < 4; c++) {
      if (Math.abs(channel(pixel + left, c) - channel(pixel + right, c)) > SMOOTH_TOLERANCE
          || Math.abs(channel(pixel + up, c) - channel(pixel + down, c)) > SMOOTH_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** Returns the colour with the upper four bits of each channel. */
  private int shade(int pixel) {
    int at = pixel * channels;
    if (channels == 1) {
      return (samples[at] & 255) >> 4;
    }
    return (samples[at] & 240) << 4
        | (samples[at + 1] & 240)
        | (samples[at + 2] & 240) >> 4
        | (samples[at + 3] & 240) << 8;
  }

  /** Returns the premultiplied channels and alpha, eight bits each. */
  private int colour(int pixel) {
    return channel(pixel, 0)
        | channel(pixel, 1) << 8
        | channel(pixel, 2) << 16
        | channel(pixel, 3) << 24;
  }

  private static int channelOf(int colour, int c) {
    return (colour >>> (8 * c)) & 255;
  }

  /** Returns a premultiplied channel, or alpha. */
  private int channel(int pixel, int c) {
    if (channels == 1) {
      return c < 3 ? samples[pixel] & 255 : 255;
    }
    int value = samples[pixel * 4 + c] & 255;
    int alpha = samples[pixel * 4 + 3] & 255;
    return c == 3 || alpha == 255 ? value : (value * alpha + 127) / 255;
  }

  private short[] distances() {
    return channels == 1 ? greyDistances() : colourDistances();
  }

  private short[] greyDistances() {
    short[] byValue = new short[256];
    for (int value = 0; value < 256; value++) {
      int difference = value - paper[0];
      byValue[value] = distance(3 * difference * difference);
    }
    short[] distances = new short[samples.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = byValue[samples[i] & 255];
    }
    return distances;
  }

  private short[] colourDistances() {
    short[] distances = new short[width * height];
    // Local variables, because this is the loop over all pixels.
    byte[] bytes = samples;
    int paperRed = paper[0];
    int paperGreen = paper[1];
    int paperBlue = paper[2];
    int paperAlpha = paper[3];
    boolean isOpaque = paperAlpha == 255;
    for (int i = 0, at = 0; i < distances.length; i++, at += 4) {
      int alpha = bytes[at + 3] & 255;
      if (isOpaque
          && alpha == 255
          && (bytes[at] & 255) == paperRed
          && (bytes[at + 1] & 255) == paperGreen
          && (bytes[at + 2] & 255) == paperBlue) {
        // Most pixels are paper.
        continue;
      }
      int red = (alpha == 255 ? bytes[at] & 255 : channel(i, 0)) - paperRed;
      int green = (alpha == 255 ? bytes[at + 1] & 255 : channel(i, 1)) - paperGreen;
      int blue = (alpha == 255 ? bytes[at + 2] & 255 : channel(i, 2)) - paperBlue;
      alpha -= paperAlpha;
      int squares = red * red + green * green + blue * blue + alpha * alpha;
      if (squares != 0) {
        distances[i] = distance(squares);
      }
    }
    return distances;
  }

  private static short distance(int squares) {
    return (short) (Math.sqrt(squares) * InkLevels.SCALE + 0.5);
  }
}
