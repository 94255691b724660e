package dev.cirrus.vision.binarization;

import dev.cirrus.vision.normalization.DigitNormalizer;

/**
 * Converts the distances between the pixels' colours and the paper's colour to amounts of ink, by
 * estimating the noise of the paper and the distance of full ink.
 */
final class InkLevels {
  /** Distances are stored in units of 1/64 of a colour step. */
  static final int SCALE = 64;

  /** The upper bound of a distance in colour steps; that of white from black is 442. */
  static final int MAX_DISTANCE = 511;

  /** Full ink is at least this many standard deviations of the paper's noise from the paper. */
  private static final double MIN_SIGNAL_TO_NOISE = 9;

  /**
   * The median distance of paper from its mean, in standard deviations of one channel: the median
   * of a chi distribution with three degrees of freedom is 1.54.
   */
  private static final double MEDIAN_NOISE = 1.5;

  /** Stronger ink than this may cover most of a crop; printed lines and shadows are weaker. */
  private static final int STRONG_INK = 260;

  /** The median distance of paper is at most about this many times its lower quantiles. */
  private static final double MEDIAN_OF_QUANTILE = 3;

  /** Pixels nearer to the paper than this many median distances are noise. */
  private static final double NOISE_CUTOFF = 2.5;

  /**
   * The least median distance of paper that makes strokes ragged, in colour steps. In good light it
   * is at most 3.
   */
  private static final double STRONG_NOISE = 4;

  /** The quantile of the ink's distances that counts as full ink. */
  private static final double FULL_INK_QUANTILE = 0.9;

  /**
   * The least full ink, as a share of a higher quantile. On squared paper, most of the ink may be
   * faint printed lines, and only the strongest ink is from the pen.
   */
  private static final double MIN_FULL_INK_SHARE = 0.6;

  private static final double STRONG_INK_QUANTILE = 0.98;

  /** Fewer pixels are dust. */
  private static final int MIN_INK_PIXELS = 4;

  /**
   * Ink with less contrast than this is weak. Full ink is known to half a colour step, which is
   * then more than the 2 % that {@link DigitNormalizer} rounds up to full.
   */
  private static final int WEAK_INK = 32;

  private final int minContrast;
  private final double noise;
  private final double full;

  /**
   * Estimates the levels.
   *
   * @param minContrast the least distance of full ink from the paper
   * @param leastPaper the least share of the pixels that are paper, whose distances measure its
   *     noise; 0 if it is unknown
   */
  InkLevels(short[] distances, int minContrast, double leastPaper) {
    this.minContrast = minContrast;
    int[] counts = new int[MAX_DISTANCE + 1];
    int same = 0;
    for (short distance : distances) {
      if (distance == 0) {
        same++;
      } else {
        counts[(distance + SCALE / 2) / SCALE]++;
      }
    }
    counts[0] += same;
    double likely = full(counts, otsu(counts) + 1);
    noise = noise(counts, leastPaper, likely);
    // Ruled lines, grain or stains may outweigh little ink.
    full =
        leastPaper > 0 && likely < leastInk() ? full(counts, (int) Math.ceil(leastInk())) : likely;
  }

  /** Returns whether the noise is so strong that it makes strokes ragged. */
  boolean isNoisy() {
    return noise >= STRONG_NOISE;
  }

  private static double noise(int[] counts, double leastPaper, double full) {
    if (leastPaper == 0) {
      return 0;
    }
    double median = quantile(counts, 0, 0.5);
    // In a crop, the median pixel may be ink; half of the paper's pixels are nearer than these.
    return leastPaper < 0.5 && full >= STRONG_INK
        ? Math.min(median, MEDIAN_OF_QUANTILE * quantile(counts, 0, leastPaper / 2))
        : median;
  }

  /** Returns the distance of full ink from paper, of the distances that are at least the given. */
  private static double full(int[] counts, int from) {
    int all = 0;
    for (int i = from; i < counts.length; i++) {
      all += counts[i];
    }
    return all < MIN_INK_PIXELS
        ? 0
        : Math.max(
            quantile(counts, from, FULL_INK_QUANTILE),
            MIN_FULL_INK_SHARE * quantile(counts, from, STRONG_INK_QUANTILE));
  }

  /** Returns the least distance of full ink. */
  private double leastInk() {
    return Math.max(minContrast, MIN_SIGNAL_TO_NOISE * noise / MEDIAN_NOISE);
  }

  /** Returns the quantile of the distances that are at least {@code from}. */
  private static double quantile(int[] counts, int from, double share) {
    int all = 0;
    for (int i = from; i < counts.length; i++) {
      all += counts[i];
    }
    int below = 0;
    for (int i = from; i < counts.length; i++) {
      below += counts[i];
      if (below > all * share) {
        return i;
      }
    }
    return 0;
  }

  /** Returns the threshold that separates two classes of pixels best (Otsu 1979). */
  static int otsu(int[] counts) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (double) i * counts[i];
      all += counts[i];
    }
    double best = -1;
    int threshold = 0;
    double below = 0;
    double sumBelow = 0;
    for (int i = 0; i < counts.length - 1; i++) {
      below += counts[i];
      sumBelow += (double) i * counts[i];
      double above = all - below;
      if (below == 0 || above == 0) {
        continue;
      }
      double difference = sumBelow / below - (sum - sumBelow) / above;
      double between = below * above * difference * difference;
      if (between > best) {
        best = between;
        threshold = i;
      }
    }
    return threshold;
  }

  /**
   * Returns the amount of ink on each pixel, 0 to 255; all 0 if the contrast is too low for ink.
   */
  byte[] values(short[] distances) {
    byte[] values = new byte[distances.length];
    if (full < leastInk()) {
      return values;
    }
    // If rounding made weak ink less than full, the normalizer would take its strokes for thin
    // ones, which consist of edges only, and thicken them.
    double fullInk = full < WEAK_INK ? full - 0.5 : full;
    double gain = 255 / (fullInk * SCALE);
    double faintest = Math.max(InkMap.FAINTEST_INK, NOISE_CUTOFF * noise / full * 255);
    for (int i = 0; i < values.length; i++) {
      if (distances[i] != 0) {
        double value = distances[i] * gain;
        if (value >= faintest) {
          values[i] = (byte) (int) Math.min(255, value + 0.5);
        }
      }
    }
    return values;
  }
}
