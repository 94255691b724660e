package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Comparisons of what comes out. */
final class Pixels {
  private Pixels() {}

  /** The mean difference of two digits' pixels, in steps of 255. */
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

  /** The mean breadth of the strokes: twice their area by their outline's length. */
  static double breadth(Digit digit) {
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
