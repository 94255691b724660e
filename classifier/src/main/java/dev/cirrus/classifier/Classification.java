package dev.cirrus.classifier;

import java.util.Arrays;

/**
 * A model's probabilities for one image: one for each digit and one for an image that shows no
 * digit. The eleven sum to 1. A model with ten outputs gives 0 for the last.
 */
public final class Classification {
  /** Number of digits, 0 to 9. */
  public static final int DIGITS = 10;

  private final float[] digits;
  private final float notADigit;
  private final int mostLikelyDigit;

  private Classification(float[] digits, float notADigit) {
    this.digits = digits;
    this.notADigit = notADigit;
    int best = 0;
    for (int digit = 1; digit < DIGITS; digit++) {
      if (digits[digit] > digits[best]) {
        best = digit;
      }
    }
    this.mostLikelyDigit = best;
  }

  /**
   * Takes a row of a model's output.
   *
   * @param outputs ten probabilities, or eleven of which the last is "not a digit"
   */
  public static Classification of(float... outputs) {
    if (outputs.length != DIGITS && outputs.length != DIGITS + 1) {
      throw new IllegalArgumentException(
          "Expected 10 or 11 probabilities but got " + outputs.length + ".");
    }
    return new Classification(
        Arrays.copyOf(outputs, DIGITS), outputs.length == DIGITS ? 0 : outputs[DIGITS]);
  }

  /** The probability that the image shows this digit. */
  public float digit(int digit) {
    return digits[digit];
  }

  /** The probabilities of the digits. They sum to 1 − {@link #notADigit()}. */
  public float[] digits() {
    return digits.clone();
  }

  /** The probability that the image shows something other than a digit. */
  public float notADigit() {
    return notADigit;
  }

  /** The digit with the highest probability, however low it is. */
  public int mostLikelyDigit() {
    return mostLikelyDigit;
  }

  /**
   * Ten probabilities that sum to 1, for callers who must name a digit. The probability of "not a
   * digit" is spread evenly over the ten, because it says nothing about which digit it would be: an
   * image without a digit gets a low confidence for each.
   */
  public float[] digitDistribution() {
    float[] distribution = digits.clone();
    for (int digit = 0; digit < DIGITS; digit++) {
      distribution[digit] += notADigit / DIGITS;
    }
    return distribution;
  }

  @Override
  public String toString() {
    return Arrays.toString(digits) + ", not a digit: " + notADigit;
  }
}
