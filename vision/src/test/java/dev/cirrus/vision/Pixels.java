package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares and measures normalized digits. */
final class Pixels {
  private Pixels() {}

  /** Returns the mean absolute difference of two digits' pixels, from 0 to 255. */
  static double difference(Digit one, Digit other) {
    byte[] first = one.pixels();
    byte[] second = other.pixels();
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs((first[i] & 255) - (second[i] & 255));
    }
    return sum / first.length;
  }

  static Digit only(Drawing drawing) {
    assertEquals(1, drawing.digits().size(), "digits found");
    return drawing.digits().get(0);
  }

  /** Returns the mean stroke width: twice the area divided by the length of the outline. */
  static double strokeWidth(Digit digit) {
    byte[] pixels = digit.pixels();
    double area = 0;
    double outline = 0;
    for (int y = 0; y < Digit.SIDE - 1; y++) {
      for (int x = 0; x < Digit.SIDE - 1; x++) {
        int value = pixels[y * Digit.SIDE + x] & 255;
        area += value;
        outline +=
            Math.hypot(
                (pixels[y * Digit.SIDE + x + 1] & 255) - value,
                (pixels[(y + 1) * Digit.SIDE + x] & 255) - value);
      }
    }
    return 2 * area / outline;
  }
}
