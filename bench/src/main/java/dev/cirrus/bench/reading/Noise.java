package dev.cirrus.bench.reading;

import java.util.SplittableRandom;

/** Smooth noise from -1 to 1, by interpolation between random values on a grid. */
final class Noise {
  private static final int SIZE = 256;

  private final double[] values = new double[SIZE * SIZE];

  Noise(SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
  }

  double at(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double u = smooth(x - left);
    double v = smooth(y - top);
    double one = value(left, top) * (1 - u) + value(left + 1, top) * u;
    double two = value(left, top + 1) * (1 - u) + value(left + 1, top + 1) * u;
    return one * (1 - v) + two * v;
  }

  private double value(int x, int y) {
    return values[(y & SIZE - 1) * SIZE + (x & SIZE - 1)];
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
