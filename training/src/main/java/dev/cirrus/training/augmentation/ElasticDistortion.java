package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import java.util.random.RandomGenerator;

/**
 * Distorts 28 × 28 images by an affine transformation and a smooth displacement field, each drawn
 * at random (after Simard et al. 2003).
 *
 * @param rotation largest angle in radians
 * @param shear largest horizontal shear
 * @param scale largest logarithm of the scale, of each axis separately
 * @param shift largest translation in pixels
 * @param displacement standard deviation of the displacement in pixels
 */
record ElasticDistortion(
    double rotation, double shear, double scale, double shift, double displacement) {
  static final ElasticDistortion NONE = new ElasticDistortion(0, 0, 0, 0, 0);

  private static final int SIDE = LabeledImages.SIDE;

  /** Knots along a side of the displacement grid, and the pixels between them. */
  private static final int KNOTS = 7;

  private static final int SPACING = 7;

  private static final float[][] WEIGHTS = weights();

  ElasticDistortion withRotation(double angle) {
    return new ElasticDistortion(angle, shear, scale, shift, displacement);
  }

  ElasticDistortion withShear(double factor) {
    return new ElasticDistortion(rotation, factor, scale, shift, displacement);
  }

  ElasticDistortion withScale(double logarithm) {
    return new ElasticDistortion(rotation, shear, logarithm, shift, displacement);
  }

  ElasticDistortion withShift(double pixels) {
    return new ElasticDistortion(rotation, shear, scale, pixels, displacement);
  }

  ElasticDistortion withDisplacement(double deviation) {
    return new ElasticDistortion(rotation, shear, scale, shift, deviation);
  }

  /** Returns the distorted image that starts at an index of the pixels. */
  byte[] apply(byte[] pixels, int from, RandomGenerator random) {
    byte[] distorted = new byte[SIDE * SIDE];
    double angle = rotation * uniform(random);
    double skew = shear * uniform(random);
    double common = Math.exp(scale * uniform(random));
    double aspect = Math.exp(0.6 * scale * uniform(random));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double sx = common * aspect;
    double sy = common / aspect;
    double xx = cos * sx;
    double xy = (cos * skew - sin) * sy;
    double yx = sin * sx;
    double yy = (sin * skew + cos) * sy;
    double dx = shift * uniform(random);
    double dy = shift * uniform(random);
    float[] knotsX = knots(random);
    float[] knotsY = knots(random);
    double middle = (SIDE - 1) / 2.0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double px = x - middle;
        double py = y - middle;
        double u = xx * px + xy * py + middle + dx + field(knotsX, x, y);
        double v = yx * px + yy * py + middle + dy + field(knotsY, x, y);
        distorted[y * SIDE + x] = (byte) Math.round(sample(pixels, from, u, v));
      }
    }
    return distorted;
  }

  /** A number from -1 to 1. */
  private static double uniform(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }

  private float[] knots(RandomGenerator random) {
    float[] knots = new float[KNOTS * KNOTS];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = (float) (displacement * random.nextGaussian());
    }
    return knots;
  }

  /** Interpolates between the knots by a cubic B-spline. */
  private static double field(float[] knots, int x, int y) {
    float[] wx = WEIGHTS[x];
    float[] wy = WEIGHTS[y];
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      int row = (y / SPACING + j) * KNOTS + x / SPACING;
      float sumOfRow = 0;
      for (int i = 0; i < 4; i++) {
        sumOfRow += wx[i] * knots[row + i];
      }
      sum += wy[j] * sumOfRow;
    }
    return sum;
  }

  private static float[][] weights() {
    float[][] weights = new float[SIDE][4];
    for (int x = 0; x < SIDE; x++) {
      double t = x % SPACING / (double) SPACING;
      weights[x][0] = (float) ((1 - t) * (1 - t) * (1 - t) / 6);
      weights[x][1] = (float) (2 / 3.0 - t * t + t * t * t / 2);
      weights[x][3] = (float) (t * t * t / 6);
      weights[x][2] = 1 - weights[x][0] - weights[x][1] - weights[x][3];
    }
    return weights;
  }

  private static double sample(byte[] pixels, int from, double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    double fx = x - ix;
    double fy = y - iy;
    double top = pixel(pixels, from, ix, iy) * (1 - fx) + pixel(pixels, from, ix + 1, iy) * fx;
    double bottom =
        pixel(pixels, from, ix, iy + 1) * (1 - fx) + pixel(pixels, from, ix + 1, iy + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static int pixel(byte[] pixels, int from, int x, int y) {
    return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : pixels[from + y * SIDE + x] & 0xff;
  }
}
