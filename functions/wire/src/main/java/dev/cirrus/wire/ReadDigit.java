package dev.cirrus.wire;

import org.jspecify.annotations.Nullable;

/** One digit as it was read; the box only where it came out of a picture. */
public record ReadDigit(Probabilities probabilities, Pixels pixels, @Nullable Box box) {
  public int digit() {
    return probabilities.digit();
  }
}
