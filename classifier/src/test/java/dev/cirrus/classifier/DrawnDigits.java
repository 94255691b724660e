package dev.cirrus.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Variants of the ten known digits: shifted, and with ink of different strengths. */
public final class DrawnDigits {
  private static final int SIDE = 28;
  private static final int[] MOVES = {0, -1, 1, -2, 2};
  private static final int[] INKS = {255, 200};

  private DrawnDigits() {}

  /** Returns fifty variants of each digit. */
  public static EvaluationSet set(String name) {
    List<String> lines = lines();
    int each = MOVES.length * MOVES.length * INKS.length;
    byte[] labels = new byte[10 * each];
    byte[] pixels = new byte[labels.length * SIDE * SIDE];
    int at = 0;
    for (int digit = 0; digit < 10; digit++) {
      List<String> rows = lines.subList(digit * (SIDE + 1) + 1, (digit + 1) * (SIDE + 1));
      for (int right : MOVES) {
        for (int down : MOVES) {
          for (int ink : INKS) {
            labels[at] = (byte) digit;
            draw(rows, right, down, ink, pixels, at++ * SIDE * SIDE);
          }
        }
      }
    }
    return new EvaluationSet(name, labels, pixels);
  }

  private static void draw(
      List<String> rows, int right, int down, int ink, byte[] pixels, int offset) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        char value = rows.get(y).charAt(x);
        int toX = x + right;
        int toY = y + down;
        if (value != '.' && toX >= 0 && toX < SIDE && toY >= 0 && toY < SIDE) {
          pixels[offset + toY * SIDE + toX] = (byte) (ink * (value - '0') / 9);
        }
      }
    }
  }

  private static List<String> lines() {
    try (InputStream text = ModelCheck.class.getResourceAsStream("digits.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
