package dev.cirrus.promote;

import java.util.Locale;

/**
 * The limits that a candidate must keep to pass the gate. The margins are little more than the
 * variation between two trainings of one recipe.
 */
final class GateLimits {
  /** The largest model file. */
  static final int BYTES = 1_500_000;

  /**
   * By how much the accuracy on a set may be lower than the current model's and the shipped
   * model's.
   */
  static final double WHOLE_LOSS = 0.003;

  /** The same for one digit of a set. */
  static final double DIGIT_LOSS = 0.015;

  /** The expected calibration error that always passes. */
  static final double CALIBRATION_ERROR = 0.02;

  /** By how much a higher error may exceed the current model's. */
  static final double CALIBRATION_LOSS = 0.005;

  /** How many times longer than the current model the candidate may take. */
  static final double SLOWER = 3;

  /**
   * By how many standard errors fewer pictures may be read than by another model. Of two models
   * that are equally good, the gate refuses one in 150 for a set.
   */
  static final double READING_LOSS = 2.5;

  private GateLimits() {}

  /** The permitted loss for a number of digits: the margin or two digits, whichever is more. */
  static double loss(double margin, int digits) {
    return Math.max(margin, 2.0 / digits);
  }

  /**
   * Whether a candidate reads pictures worse than another model by more than the sampling error,
   * which depends on the pictures that only one of them reads (McNemar's test).
   *
   * @param lost the number of pictures that only the other model reads
   * @param won the number of pictures that only the candidate reads
   */
  static boolean readsWorse(int lost, int won) {
    return lost - won > READING_LOSS * Math.sqrt(lost + won);
  }

  /** The reason for refusing a model of this size, which need not be read. */
  static String tooLarge(long bytes) {
    return String.format(Locale.ROOT, "It has %,d bytes; the limit is %,d.", bytes, BYTES);
  }
}
