package dev.cirrus.classifier;

import java.nio.ByteBuffer;

/** Variants of the ten known digits: shifted, and with ink of different strengths. */
public final class DrawnDigits {
  private static final int SIDE = 28;
  private static final int[] MOVES = {0, -1, 1};
  private static final int[] INKS = {255, 200};

  /** The variants of each digit. */
  public static final int VARIANTS = MOVES.length * MOVES.length * INKS.length;

  private DrawnDigits() {}

  /** Returns all variants of the digits, in their order. */
  public static EvaluationSet set(String name) {
    float[][] known = KnownDigits.images();
    byte[] labels = new byte[known.length * VARIANTS];
    ByteBuffer pixels = ByteBuffer.allocate(labels.length * Classifier.VALUES);
    for (int digit = 0; digit < known.length; digit++) {
      for (int right : MOVES) {
        for (int down : MOVES) {
          for (int ink : INKS) {
            labels[pixels.position() / Classifier.VALUES] = (byte) digit;
            pixels.put(variant(known[digit], right, down, ink));
          }
        }
      }
    }
    return new EvaluationSet(name, labels, pixels.array());
  }

  private static byte[] variant(float[] digit, int right, int down, int ink) {
    byte[] pixels = new byte[Classifier.VALUES];
    for (int y = Math.max(0, down); y < Math.min(SIDE, SIDE + down); y++) {
      for (int x = Math.max(0, right); x < Math.min(SIDE, SIDE + right); x++) {
        pixels[y * SIDE + x] = (byte) Math.round(ink * digit[(y - down) * SIDE + x - right]);
      }
    }
    return pixels;
  }
}
