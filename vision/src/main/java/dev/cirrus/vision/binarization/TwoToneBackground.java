package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/**
 * Measures ink by splitting the pixels into the two classes that differ most (Otsu 1979). It serves
 * pictures cropped so tightly that the paper is neither the most frequent colour nor at the border.
 */
final class TwoToneBackground {
  /** The least distance between the colours of ink and paper: fourteen steps of grey. */
  static final int MIN_CONTRAST = 24;

  private TwoToneBackground() {}

  /**
   * Returns each pixel's distance from the paper's level towards the ink's level.
   *
   * @param lightInk whether the lighter class is the ink
   */
  static short[] distances(Raster raster, boolean lightInk) {
    int channel = 0;
    int threshold = 0;
    int[] counts = new int[0];
    double best = -1;
    for (int c = 0; c < raster.channels(); c++) {
      int[] histogram = histogram(raster, c);
      int otsu = InkLevels.otsu(histogram);
      double separation = separation(histogram, otsu);
      if (separation > best) {
        best = separation;
        channel = c;
        threshold = otsu;
        counts = histogram;
      }
    }
    int paper =
        lightInk ? median(counts, 0, threshold + 1) : median(counts, threshold + 1, counts.length);
    short[] distances = new short[raster.width() * raster.height()];
    // Scaled to the distance of three equal channels, the unit of InkLevels.
    double scale = Math.sqrt(3) * InkLevels.SCALE;
    for (int i = 0; i < distances.length; i++) {
      int lighter = level(raster, i, channel) - paper;
      int towardsInk = lightInk ? lighter : -lighter;
      distances[i] = (short) (Math.max(0, towardsInk) * scale);
    }
    return distances;
  }

  /** Returns a premultiplied channel, or alpha. */
  private static int level(Raster raster, int pixel, int channel) {
    int value = raster.value(pixel, channel);
    if (raster.channels() == 1 || channel == 3) {
      return value;
    }
    int alpha = raster.value(pixel, 3);
    return alpha == 255 ? value : (value * alpha + 127) / 255;
  }

  private static int[] histogram(Raster raster, int channel) {
    int[] counts = new int[256];
    int pixels = raster.width() * raster.height();
    for (int i = 0; i < pixels; i++) {
      counts[level(raster, i, channel)]++;
    }
    return counts;
  }

  /** Returns the difference of the two classes' means; 0 if all pixels have the same value. */
  private static double separation(int[] counts, int threshold) {
    double light = mean(counts, threshold + 1, counts.length);
    double dark = mean(counts, 0, threshold + 1);
    return Double.isNaN(light - dark) ? 0 : light - dark;
  }

  private static double mean(int[] counts, int from, int to) {
    double sum = 0;
    double all = 0;
    for (int i = from; i < to; i++) {
      sum += (double) i * counts[i];
      all += counts[i];
    }
    return sum / all;
  }

  private static int median(int[] counts, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all += counts[i];
    }
    int below = 0;
    for (int i = from; i < to; i++) {
      below += counts[i];
      if (2 * below >= all) {
        return i;
      }
    }
    return from;
  }
}
