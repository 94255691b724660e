package dev.cirrus.vision.binarization;

import dev.cirrus.vision.normalization.DigitNormalizer;

/**
 * From how far each pixel's colour lies from the paper's to how much ink there is: what the paper's
 * own noise is, what full ink is, and so where ink begins.
 */
final class InkLevels {
  /** Distances are whole numbers of this part of a step of colour. */
  static final int SCALE = 64;

  /** Distances end here: that of white from black is 442. */
  static final int MOST = 511;

  /** Ink stands out from the paper's noise by so many times. */
  private static final double ABOVE_NOISE = 9;

  /** Below this share of full ink, in 255, there is none. */
  private static final int FAINTEST = 20;

  /**
   * Half a step of full ink weaker than this is more than {@link DigitNormalizer} takes for full.
   */
  private static final int WEAK = 32;

  private final int weakest;
  private final double noise;
  private final double full;

  /**
   * Learns the levels.
   *
   * @param weakest ink that differs from its paper by less is none
   * @param mostlyPaper whether at least half of the pixels are paper, which shows its noise
   */
  InkLevels(short[] distances, int weakest, boolean mostlyPaper) {
    this.weakest = weakest;
    int[] counts = new int[MOST + 1];
    for (short distance : distances) {
      counts[(distance + SCALE / 2) / SCALE]++;
    }
    noise = mostlyPaper ? at(counts, 0, 0.5) : 0;
    int border = otsu(counts);
    full = at(counts, border + 1, 0.9);
  }

  /** The distance below which a share of the pixels lie, of those from a distance on. */
  private static double at(int[] counts, int from, double share) {
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

  /** The border between two kinds of pixels that parts them best (Otsu 1979). */
  static int otsu(int[] counts) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (double) i * counts[i];
      all += counts[i];
    }
    double best = -1;
    int border = 0;
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
        border = i;
      }
    }
    return border;
  }

  byte[] values(short[] distances) {
    byte[] values = new byte[distances.length];
    // The median of three noisy channels' distance is about one and a half of their deviation.
    if (full < weakest || full < ABOVE_NOISE * noise / 1.5) {
      return values;
    }
    // What is full is known to half a step. Weak ink must not come out as less than full: strokes
    // that have nothing but edges are taken for thin ones and thickened.
    double least = full < WEAK ? full - 0.5 : full;
    double gain = 255 / (least * SCALE);
    double faintest = Math.max(FAINTEST, 2.5 * noise / full * 255);
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
