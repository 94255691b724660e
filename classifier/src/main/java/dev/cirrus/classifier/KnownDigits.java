package dev.cirrus.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One clearly written image of each digit. A model that misreads one of them is not used. */
final class KnownDigits {
  private static final int SIDE = 28;

  private KnownDigits() {}

  /** Returns the images, indexed by digit. */
  static float[][] images() {
    List<String> lines = lines();
    float[][] images = new float[Classification.DIGITS][Classifier.VALUES];
    for (int digit = 0; digit < Classification.DIGITS; digit++) {
      // For each digit, the file has a line with its name, then 28 lines with its rows.
      int first = digit * (SIDE + 1) + 1;
      for (int y = 0; y < SIDE; y++) {
        String row = lines.get(first + y);
        for (int x = 0; x < SIDE; x++) {
          images[digit][y * SIDE + x] = row.charAt(x) == '.' ? 0 : (row.charAt(x) - '0') / 9f;
        }
      }
    }
    return images;
  }

  private static List<String> lines() {
    try (InputStream text = KnownDigits.class.getResourceAsStream("digits.txt")) {
      if (text == null) {
        throw new IllegalStateException("The resource digits.txt is missing.");
      }
      return new String(text.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
