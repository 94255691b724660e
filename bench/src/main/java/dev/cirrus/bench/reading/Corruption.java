package dev.cirrus.bench.reading;

import dev.cirrus.classifier.pictures.GreyImage;
import java.util.SplittableRandom;

/**
 * Corruptions of a 28 × 28 image, modelled on "MNIST-C: A Robustness Benchmark for Computer Vision"
 * (Mu and Gilmer, 2019) with about the same severities.
 */
enum Corruption {
  SHOT_NOISE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      double light = image.at(x, y) / 255.0 * 5;
      return 255 * poisson(light, draw.random) / 5;
    }
  },
  IMPULSE_NOISE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      double pick = draw.random.nextDouble();
      return pick < 0.1 ? 0 : pick < 0.2 ? 255 : image.at(x, y);
    }
  },
  GAUSSIAN_BLUR {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return weighted(image, x, y, 1.2, 1.2, 0);
    }
  },
  MOTION_BLUR {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return weighted(image, x, y, 2.2, 0.4, draw.angle);
    }
  },
  SHEAR {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return sample(image, x + draw.sign * 0.4 * (y - MIDDLE), y);
    }
  },
  SCALE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return sample(image, MIDDLE + (x - MIDDLE) / 0.6, MIDDLE + (y - MIDDLE) / 0.6);
    }
  },
  ROTATE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      double angle = draw.sign * 0.35;
      double u = x - MIDDLE;
      double v = y - MIDDLE;
      return sample(
          image,
          MIDDLE + u * Math.cos(angle) - v * Math.sin(angle),
          MIDDLE + u * Math.sin(angle) + v * Math.cos(angle));
    }
  },
  BRIGHTNESS {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return 100 + image.at(x, y);
    }
  },
  TRANSLATE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return image.at(x - draw.shiftX, y - draw.shiftY);
    }
  },
  STRIPE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return y % 9 == 0 ? 255 - image.at(x, y) : image.at(x, y);
    }
  },
  FOG {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      double waves =
          Math.sin(draw.phase + 0.23 * x + 0.11 * y) + Math.sin(draw.angle + 0.17 * y - 0.31 * x);
      return 0.7 * image.at(x, y) + 80 * (0.5 + 0.25 * waves);
    }
  },
  SPATTER {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      return draw.random.nextDouble() < 0.04 || near(draw, x, y) ? 200 : image.at(x, y);
    }
  },
  DOTTED_LINE {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      double from = draw.row + draw.slope * x;
      return Math.abs(y - from) < 0.7 && x % 4 < 2 ? 255 : image.at(x, y);
    }
  },
  ZIGZAG {
    @Override
    double value(GreyImage image, int x, int y, Draw draw) {
      int phase = (x + draw.row) % 8;
      double from = draw.row + draw.slope * x + (phase < 4 ? phase : 8 - phase);
      return Math.abs(y - from) < 0.8 ? 255 : image.at(x, y);
    }
  };

  private static final double MIDDLE = 13.5;

  /** The random choices for one image. */
  private static final class Draw {
    final SplittableRandom random;
    final double angle;
    final double phase;
    final int sign;
    final int shiftX;
    final int shiftY;
    final int row;
    final double slope;

    Draw(SplittableRandom random) {
      this.random = random;
      this.angle = Math.PI * random.nextDouble();
      this.phase = 2 * Math.PI * random.nextDouble();
      this.sign = random.nextBoolean() ? 1 : -1;
      this.shiftX = random.nextInt(-3, 4);
      this.shiftY = random.nextInt(-3, 4);
      this.row = random.nextInt(5, 22);
      this.slope = 0.4 * random.nextDouble() - 0.2;
    }
  }

  abstract double value(GreyImage image, int x, int y, Draw draw);

  GreyImage applied(GreyImage image, SplittableRandom random) {
    Draw draw = new Draw(random);
    byte[] ink = new byte[image.ink().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double value = Math.max(0, Math.min(255, value(image, x, y, draw)));
        ink[y * image.width() + x] = (byte) Math.round(value);
      }
    }
    return new GreyImage(image.width(), image.height(), ink);
  }

  private static boolean near(Draw draw, int x, int y) {
    double dx = x - draw.row;
    double dy = y - (MIDDLE + draw.shiftY);
    return dx * dx + dy * dy < 3;
  }

  private static double sample(GreyImage image, double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    double fx = x - ix;
    double fy = y - iy;
    double top = image.at(ix, iy) * (1 - fx) + image.at(ix + 1, iy) * fx;
    double bottom = image.at(ix, iy + 1) * (1 - fx) + image.at(ix + 1, iy + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  /** Gaussian weights with one deviation along the angle and another across it. */
  private static double weighted(
      GreyImage image, int x, int y, double along, double across, double angle) {
    double sum = 0;
    double weights = 0;
    for (int dy = -4; dy <= 4; dy++) {
      for (int dx = -4; dx <= 4; dx++) {
        double u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / along;
        double v = (-dx * Math.sin(angle) + dy * Math.cos(angle)) / across;
        double weight = Math.exp(-(u * u + v * v) / 2);
        sum += weight * image.at(x + dx, y + dy);
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static int poisson(double mean, SplittableRandom random) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
