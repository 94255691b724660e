package dev.cirrus.promote;

import java.util.Locale;

/**
 * The limits that a candidate must keep to pass the gate.
 *
 * @param bytes the largest model file
 * @param wholeLoss by how much the accuracy on a set may be lower than the current model's and the
 *     shipped model's
 * @param digitLoss the same for one digit of a set
 * @param calibrationError the expected calibration error that always passes
 * @param calibrationLoss by how much a higher error may exceed the current model's
 * @param slower how many times longer than the current model the candidate may take
 */
record GateLimits(
    int bytes,
    double wholeLoss,
    double digitLoss,
    double calibrationError,
    double calibrationLoss,
    double slower) {
  /** The margins are little more than the variation between two trainings of one recipe. */
  static final GateLimits OF_CIRRUS = new GateLimits(1_500_000, 0.003, 0.015, 0.02, 0.005, 3.0);

  /** The permitted loss for a number of digits: the margin or two digits, whichever is more. */
  static double loss(double margin, int digits) {
    return Math.max(margin, 2.0 / digits);
  }

  /** The reason for refusing a model of this size, which need not be read. */
  String tooLarge(long size) {
    return String.format(Locale.ROOT, "It has %,d bytes; the limit is %,d.", size, bytes);
  }
}
