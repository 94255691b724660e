package dev.cirrus.vision.segmentation;

import org.jspecify.annotations.Nullable;

/** A parabola y = a + bx + cx². */
record Parabola(double a, double b, double c) {
  double at(double x) {
    return a + (b + c * x) * x;
  }

  Parabola plus(Parabola other) {
    return new Parabola(a + other.a, b + other.b, c + other.c);
  }

  /** The parabola with the least squares of its distances from points. */
  static final class Fit {
    /** With fewer different points, rounding errors decide. */
    private static final double SMALLEST_DETERMINANT = 1e-6;

    /** The sums of the powers of x from 0 to 4, and those of y times the powers from 0 to 2. */
    private final double[] x = new double[5];

    private final double[] xy = new double[3];

    void add(double pointX, double pointY) {
      double power = 1;
      for (int i = 0; i < x.length; i++) {
        x[i] += power;
        if (i < xy.length) {
          xy[i] += power * pointY;
        }
        power *= pointX;
      }
    }

    /** Returns the parabola; null if the points are too few or too close together. */
    @Nullable Parabola solve() {
      double[] first = {x[0], x[1], x[2]};
      double[] second = {x[1], x[2], x[3]};
      double[] third = {x[2], x[3], x[4]};
      double determinant = determinant(first, second, third);
      if (Math.abs(determinant) < SMALLEST_DETERMINANT * x[0] * x[0] * x[0]) {
        return null;
      }
      // Cramer's rule for the normal equations.
      return new Parabola(
          determinant(xy, second, third) / determinant,
          determinant(first, xy, third) / determinant,
          determinant(first, second, xy) / determinant);
    }

    private static double determinant(double[] p, double[] q, double[] r) {
      return p[0] * (q[1] * r[2] - q[2] * r[1])
          - p[1] * (q[0] * r[2] - q[2] * r[0])
          + p[2] * (q[0] * r[1] - q[1] * r[0]);
    }
  }
}
