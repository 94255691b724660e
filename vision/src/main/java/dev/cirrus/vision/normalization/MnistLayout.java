package dev.cirrus.vision.normalization;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Digit;

/**
 * Recognizes pictures that are laid out like the images of MNIST, such as an enlarged image of
 * MNIST: of 28 pixels on each side, the digit's longer side takes 20, and its centre of mass is
 * within the pixel to the lower right of the centre.
 */
public final class MnistLayout {
  /** Limits of the digit's longer side: enlarging blurs its edges and hides faint ends. */
  private static final double MIN_LONGER_SIDE = 19.4;

  private static final double MAX_LONGER_SIDE = 21.1;

  /** The centre of mass in MNIST, in pixels; it was rounded to the middle of a pixel. */
  private static final double CENTRE = 14.5;

  private static final double MAX_OFFSET = 0.65;

  private MnistLayout() {}

  /**
   * Returns whether a square picture has this layout.
   *
   * @param ink the digit's ink, unsigned, cropped to its bounding box
   * @param box where the ink is in the picture
   * @param side the picture's width and height
   */
  public static boolean matches(byte[] ink, Box box, int side) {
    double step = (double) side / Digit.SIDE;
    double longer = Math.max(box.width(), box.height()) / step;
    if (longer < MIN_LONGER_SIDE || longer > MAX_LONGER_SIDE) {
      return false;
    }
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int y = 0, i = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++, i++) {
        int value = ink[i] & 255;
        mass += value;
        massX += value * (x + 0.5);
        massY += value * (y + 0.5);
      }
    }
    return isCentred(box.x() + massX / mass, step) && isCentred(box.y() + massY / mass, step);
  }

  /**
   * Shrinks the picture to 28 × 28 unsigned values, row by row. Each is the mean of the middle of
   * its area, because interpolation has mixed the rest with the neighbours.
   *
   * @param ink the digit's ink, unsigned, cropped to its bounding box
   * @param box where the ink is in the picture
   * @param side the picture's width and height
   */
  public static byte[] pixels(byte[] ink, Box box, int side) {
    double step = (double) side / Digit.SIDE;
    byte[] pixels = new byte[Digit.SIDE * Digit.SIDE];
    for (int row = 0, i = 0; row < Digit.SIDE; row++) {
      int top = (int) ((row + 0.25) * step);
      int bottom = (int) Math.ceil((row + 0.75) * step);
      for (int column = 0; column < Digit.SIDE; column++, i++) {
        int left = (int) ((column + 0.25) * step);
        int right = (int) Math.ceil((column + 0.75) * step);
        int sum = sum(ink, box, left, top, right, bottom);
        pixels[i] = (byte) (sum / ((right - left) * (bottom - top)));
      }
    }
    return pixels;
  }

  private static int sum(byte[] ink, Box box, int left, int top, int right, int bottom) {
    int sum = 0;
    for (int y = Math.max(top, box.y()); y < Math.min(bottom, box.y() + box.height()); y++) {
      int row = (y - box.y()) * box.width() - box.x();
      for (int x = Math.max(left, box.x()); x < Math.min(right, box.x() + box.width()); x++) {
        sum += ink[row + x] & 255;
      }
    }
    return sum;
  }

  private static boolean isCentred(double centre, double step) {
    return Math.abs(centre / step - CENTRE) <= MAX_OFFSET;
  }
}
