package dev.cirrus.bench.reading;

import java.util.SplittableRandom;

/** Draws random values from a seed. */
final class RandomValues {
  private final SplittableRandom random;

  RandomValues(SplittableRandom random) {
    this.random = random;
  }

  double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  static float uniform(SplittableRandom random, float from, float to) {
    return from + (to - from) * random.nextFloat();
  }

  /** Returns a normally distributed value around 0, within 2.5 standard deviations. */
  double normal(double deviation) {
    return deviation * Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
  }

  double gaussian() {
    return random.nextGaussian();
  }

  /** Returns an integer from 0 to {@code bound} − 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  int pick(int... from) {
    return from[random.nextInt(from.length)];
  }

  SplittableRandom split() {
    return random.split();
  }
}
