package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import java.util.SplittableRandom;

/**
 * Bends a 28 × 28 image as another hand would have written it: turned, slanted, scaled, moved, and
 * pulled about smoothly.
 *
 * @param turn largest rotation in radians
 * @param slant largest shear
 * @param scale largest change of size, of each axis apart
 * @param move largest shift in pixels
 * @param pull standard deviation of the smooth displacement in pixels
 */
public record ElasticDistortion(double turn, double slant, double scale, double move, double pull) {
  private static final int SIDE = LabeledImages.SIDE;

  /** Knots of the displacement's grid, a side. */
  private static final int KNOTS = 7;

  private static final float[][] WEIGHTS = weights();

  /** Writes the distorted image as values 0–1. */
  public void apply(byte[] pixels, int from, float[] into, int to, SplittableRandom random) {
    double angle = turn * spread(random);
    double shear = slant * spread(random);
    double common = Math.exp(scale * spread(random));
    double aspect = Math.exp(0.6 * scale * spread(random));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double sx = common * aspect;
    double sy = common / aspect;
    double xx = cos * sx;
    double xy = (cos * shear - sin) * sy;
    double yx = sin * sx;
    double yy = (sin * shear + cos) * sy;
    double dx = move * spread(random);
    double dy = move * spread(random);
    float[] knotsX = knots(random);
    float[] knotsY = knots(random);
    double middle = (SIDE - 1) / 2.0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double px = x - middle;
        double py = y - middle;
        double u = xx * px + xy * py + middle + dx + field(knotsX, x, y);
        double v = yx * px + yy * py + middle + dy + field(knotsY, x, y);
        into[to + y * SIDE + x] = sample(pixels, from, u, v);
      }
    }
  }

  private static double spread(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }

  private float[] knots(SplittableRandom random) {
    float[] knots = new float[KNOTS * KNOTS];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = (float) (pull * random.nextGaussian());
    }
    return knots;
  }

  /** Cubic B-spline through a grid whose knots stand 7 pixels apart. */
  private static double field(float[] knots, int x, int y) {
    float[] wx = WEIGHTS[x];
    float[] wy = WEIGHTS[y];
    double sum = 0;
    for (int j = 0; j < 4; j++) {
      int row = (y / 7 + j) * KNOTS + x / 7;
      float across = 0;
      for (int i = 0; i < 4; i++) {
        across += wx[i] * knots[row + i];
      }
      sum += wy[j] * across;
    }
    return sum;
  }

  private static float[][] weights() {
    float[][] weights = new float[SIDE][4];
    for (int x = 0; x < SIDE; x++) {
      double t = x % 7 / 7.0;
      weights[x][0] = (float) ((1 - t) * (1 - t) * (1 - t) / 6);
      weights[x][1] = (float) (2 / 3.0 - t * t + t * t * t / 2);
      weights[x][3] = (float) (t * t * t / 6);
      weights[x][2] = 1 - weights[x][0] - weights[x][1] - weights[x][3];
    }
    return weights;
  }

  private static float sample(byte[] pixels, int from, double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    double fx = x - ix;
    double fy = y - iy;
    double top = pixel(pixels, from, ix, iy) * (1 - fx) + pixel(pixels, from, ix + 1, iy) * fx;
    double bottom =
        pixel(pixels, from, ix, iy + 1) * (1 - fx) + pixel(pixels, from, ix + 1, iy + 1) * fx;
    return (float) ((top * (1 - fy) + bottom * fy) / 255);
  }

  private static int pixel(byte[] pixels, int from, int x, int y) {
    return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : pixels[from + y * SIDE + x] & 0xff;
  }
}
