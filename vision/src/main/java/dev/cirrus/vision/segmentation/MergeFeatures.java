package dev.cirrus.vision.segmentation;

/** Describes the relative position and size of two pieces of ink. */
final class MergeFeatures {
  /** The number of features. */
  static final int COUNT = 14;

  private MergeFeatures() {}

  /**
   * Returns the features.
   *
   * @param gap the least distance between the ink of both
   */
  static double[] of(ConnectedComponent one, ConnectedComponent other, double gap) {
    boolean swap = other.height() > one.height();
    ConnectedComponent tall = swap ? other : one;
    ConnectedComponent low = swap ? one : other;
    int width = Math.max(one.right, other.right) - Math.min(one.left, other.left);
    int height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    double size = Math.max(height, width / 2.0);
    int across = one.gapAcross(other);
    int down = one.gapDown(other);
    return new double[] {
      gap / size,
      Math.max(0, across) / size,
      Math.max(0, -across) / (double) Math.min(one.width(), other.width()),
      Math.max(0, down) / size,
      Math.max(0, -down) / (double) low.height(),
      tall.height() / size,
      low.height() / size,
      tall.width() / size,
      low.width() / size,
      width / size,
      (low.left + low.right - tall.left - tall.right) / (2 * size),
      (low.top + low.bottom - tall.top - tall.bottom) / (2 * size),
      low.area / (double) (low.width() * low.height()),
      tall.area / (double) (tall.width() * tall.height()),
    };
  }
}
