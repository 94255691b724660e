package dev.cirrus.vision;

import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.normalization.DigitNormalizer;

/**
 * Normalizes the ink of a picture that contains exactly one digit, as {@link Vision} does with the
 * digits that it finds, but without looking for the layout of MNIST. Training uses it for millions
 * of digits that it renders one by one.
 */
public final class SingleDigit {
  private SingleDigit() {}

  /**
   * Returns 28 × 28 unsigned values, row by row; all 0 if there is no ink.
   *
   * @param ink unsigned amounts of ink, row by row
   */
  public static byte[] pixels(byte[] ink, int width, int height) {
    int left = width;
    int top = height;
    int right = -1;
    int bottom = -1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if ((ink[i] & 255) >= InkMap.FAINTEST_INK) {
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
        tight[i] = (value & 255) < InkMap.FAINTEST_INK ? 0 : value;
      }
    }
    return DigitNormalizer.normalize(tight, across, down);
  }
}
