package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;
import org.jspecify.annotations.Nullable;

/** Paper of one colour, as a canvas, a scan or a screenshot has it. */
final class UniformBackground {
  /** Four steps of grey are enough for ink where the paper is the same all over. */
  static final int WEAKEST_INK = 7;

  /** So many columns and rows at most are looked at to learn the paper's colour. */
  private static final int SAMPLED = 96;

  /** Channels of paper differ by so much at most: more is ink, or light. */
  private static final int TOLERANCE = 10;

  /** This share of the paper is so close to its mean; else it is lit unevenly. */
  private static final double MOST = 0.75;

  private static final int CLOSE = 4;

  /** Channels of two places under one light and pen differ by so much at most. */
  private static final int SMOOTH = 16;

  /** So much of a picture has its paper's colour, even under a thick pen. */
  private static final double PAPER = 0.4;

  /** And so much at most is neither paper nor pen. */
  private static final double SHADED = 0.04;

  /** No stroke is so broad both ways, as a share of the picture. */
  private static final double BROADEST = 0.3;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  /** Red, green, blue and alpha, the colours multiplied by it. */
  private final int[] paper = new int[4];

  private UniformBackground(Raster raster) {
    width = raster.width();
    height = raster.height();
    channels = raster.channels();
    samples = raster.samples();
  }

  /** How far each pixel lies from the paper's colour, or null if the paper has more than one. */
  static short @Nullable [] distances(Raster raster) {
    UniformBackground flat = new UniformBackground(raster);
    return flat.learn() ? flat.distances() : null;
  }

  /** Learns the paper's colour: the commonest. False where none is common enough. */
  private boolean learn() {
    int columns = Math.min(SAMPLED, width);
    int rows = Math.min(SAMPLED, height);
    int[] pixels = new int[columns * rows];
    for (int j = 0, i = 0; j < rows; j++) {
      for (int k = 0; k < columns; k++, i++) {
        pixels[i] = (j * 2 + 1) * height / (2 * rows) * width + (k * 2 + 1) * width / (2 * columns);
      }
    }
    boolean[] chosen = new boolean[pixels.length];
    int shade = commonest(pixels, chosen);
    for (int i = 0; i < pixels.length; i++) {
      chosen[i] = shade(pixels[i]) == shade;
    }
    mean(pixels, chosen, paper);
    for (int i = 0; i < pixels.length; i++) {
      chosen[i] = near(pixels[i], paper, TOLERANCE);
    }
    int papers = mean(pixels, chosen, paper);
    boolean[] nearest = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      nearest[i] = near(pixels[i], paper, CLOSE);
    }
    // Without ink as weak as to be near.
    int closest = mean(pixels, nearest, paper);
    return papers >= PAPER * pixels.length
        && closest >= MOST * papers
        && shaded(pixels, chosen, columns, rows) <= SHADED * pixels.length;
  }

  /** The commonest shade of the pixels that are not left out. */
  private int commonest(int[] pixels, boolean[] out) {
    int[] counts = new int[1 << 16];
    int commonest = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (!out[i]) {
        int shade = shade(pixels[i]);
        counts[shade]++;
        if (counts[shade] > counts[commonest]) {
          commonest = shade;
        }
      }
    }
    return commonest;
  }

  private int mean(int[] pixels, boolean[] chosen, int[] mean) {
    int[] sums = new int[4];
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (chosen[i]) {
        count++;
        for (int c = 0; c < 4; c++) {
          sums[c] += channel(pixels[i], c);
        }
      }
    }
    for (int c = 0; c < 4 && count > 0; c++) {
      mean[c] = (sums[c] + count / 2) / count;
    }
    return count;
  }

  private boolean near(int pixel, int[] colour, int tolerance) {
    for (int c = 0; c < 4; c++) {
      if (Math.abs(channel(pixel, c) - colour[c]) > tolerance) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many of the pixels are neither paper nor a pen's: that change slowly, as light does, or lie
   * in an area broader than strokes are.
   */
  private int shaded(int[] pixels, boolean[] paperlike, int columns, int rows) {
    int shade = commonest(pixels, paperlike);
    boolean[] inked = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      inked[i] = !paperlike[i] && shade(pixels[i]) == shade;
    }
    int[] pen = new int[4];
    mean(pixels, inked, pen);
    int shaded = 0;
    for (int j = 0, i = 0; j < rows; j++) {
      for (int k = 0; k < columns; k++, i++) {
        if (paperlike[i]) {
          continue;
        }
        boolean broad =
            Math.min(run(paperlike, i, 1, k, columns), run(paperlike, i, columns, j, rows))
                > BROADEST * Math.min(columns, rows);
        // A canvas' ink has one colour exactly, however broad; light has none.
        if ((broad && !near(pixels[i], pen, 1))
            || (!near(pixels[i], pen, SMOOTH) && smooth(pixels[i]))) {
          shaded++;
        }
      }
    }
    return shaded;
  }

  /** How long the run of samples that aren't paper is along one direction through a sample. */
  private static int run(boolean[] paperlike, int sample, int stride, int place, int places) {
    int run = 1;
    for (int k = 1; k <= place && !paperlike[sample - k * stride]; k++) {
      run++;
    }
    for (int k = 1; k < places - place && !paperlike[sample + k * stride]; k++) {
      run++;
    }
    return run;
  }

  /** Whether there is no edge of a stroke near a pixel. */
  private boolean smooth(int pixel) {
    int x = pixel % width;
    int y = pixel / width;
    int left = Math.max(0, x - 3) - x;
    int right = Math.min(width - 1, x + 3) - x;
    int up = (Math.max(0, y - 3) - y) * width;
    int down = (Math.min(height - 1, y + 3) - y) * width;
    for (int c = 0; c < 4; c++) {
      if (Math.abs(channel(pixel + left, c) - channel(pixel + right, c)) > SMOOTH
          || Math.abs(channel(pixel + up, c) - channel(pixel + down, c)) > SMOOTH) {
        return false;
      }
    }
    return true;
  }

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
    for (int i = 0; i < distances.length; i++) {
      int red;
      int green;
      int blue;
      int alpha = samples[i * 4 + 3] & 255;
      if (alpha == 255) {
        red = (samples[i * 4] & 255) - paper[0];
        green = (samples[i * 4 + 1] & 255) - paper[1];
        blue = (samples[i * 4 + 2] & 255) - paper[2];
        alpha -= paper[3];
      } else {
        red = channel(i, 0) - paper[0];
        green = channel(i, 1) - paper[1];
        blue = channel(i, 2) - paper[2];
        alpha -= paper[3];
      }
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
