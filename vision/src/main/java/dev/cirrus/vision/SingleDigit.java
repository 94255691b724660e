package dev.cirrus.vision;

import dev.cirrus.vision.normalization.DigitNormalizer;

/**
 * What {@link Vision} makes of a digit's ink once it has found it: for who has drawn a digit alone
 * and so need not look for it, as in training, where a million are drawn.
 */
public final class SingleDigit {
  /** Less ink than this is the paper's grain. */
  private static final int LEAST = 20;

  private SingleDigit() {}

  /**
   * 28 × 28 unsigned values row by row, all 0 where there is no ink.
   *
   * @param ink unsigned, row by row: 0 where there is none, 255 where there is most
   */
  public static byte[] pixels(byte[] ink, int width, int height) {
    int left = width;
    int top = height;
    int right = -1;
    int bottom = -1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if ((ink[i] & 255) >= LEAST) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    if (right < 0) {
      return new byte[Digit.SIDE * Digit.SIDE];
    }
    int across = right + 1 - left;
    int down = bottom + 1 - top;
    byte[] tight = new byte[across * down];
    for (int y = 0, i = 0; y < down; y++) {
      for (int x = 0; x < across; x++, i++) {
        byte value = ink[(top + y) * width + left + x];
        tight[i] = (value & 255) < LEAST ? 0 : value;
      }
    }
    return DigitNormalizer.normalize(tight, across, down);
  }
}
