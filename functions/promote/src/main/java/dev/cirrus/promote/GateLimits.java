package dev.cirrus.promote;

/**
 * What the gate lets through.
 *
 * @param bytes how large a model may be
 * @param wholeLoss by how much less of a set a candidate may read right than the model that serves
 * @param digitLoss the same for one digit of a set
 * @param calibrationError the expected calibration error that is good enough for any model
 * @param calibrationLoss by how much it may be more than the serving model's where it is not
 * @param slower how many times longer than the serving model a candidate may take
 */
record GateLimits(
    int bytes,
    double wholeLoss,
    double digitLoss,
    double calibrationError,
    double calibrationLoss,
    double slower) {
  /** The margins are what chance alone makes of two trainings of one recipe, and hardly more. */
  static final GateLimits OF_CIRRUS = new GateLimits(1_500_000, 0.003, 0.015, 0.02, 0.005, 3.0);

  /** The loss that is let through in so many digits: the margin, or two digits if that is more. */
  static double loss(double margin, int digits) {
    return Math.max(margin, 2.0 / digits);
  }
}
