package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Corrupts 28 × 28 values like those of callers who did not separate ink from paper: noise, a grey
 * or uneven background, stripes, lines, blur, blots.
 */
final class ImageCorruption {
  private static final int SIDE = LabeledImages.SIDE;

  private final RandomGenerator random;

  ImageCorruption(RandomGenerator random) {
    this.random = random;
  }

  /** Returns the image at {@code from} with one or two corruptions. */
  byte[] corrupt(byte[] pixels, int from) {
    float[] values = new float[LabeledImages.PIXELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[from + i] & 0xff;
    }
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      switch (random.nextInt(9)) {
        case 0 -> grain(values);
        case 1 -> saltAndPepper(values);
        case 2, 3 -> greyGround(values);
        case 4 -> fog(values);
        case 5 -> stripes(values);
        case 6 -> line(values);
        case 7 -> blur(values);
        default -> blots(values);
      }
    }
    byte[] corrupted = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      corrupted[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return corrupted;
  }

  private void grain(float[] values) {
    float deviation = uniform(15, 75);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (deviation * random.nextGaussian());
    }
  }

  private void saltAndPepper(float[] values) {
    float share = uniform(0.02f, 0.22f);
    for (int i = 0; i < values.length; i++) {
      if (random.nextFloat() < share) {
        values[i] = random.nextBoolean() ? 255 : 0;
      }
    }
  }

  private void greyGround(float[] values) {
    float ground = uniform(0, 150);
    float contrast = uniform(0.5f, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * contrast + ground;
    }
  }

  private void fog(float[] values) {
    float density = uniform(20, 90);
    double acrossRate = 0.25 * random.nextGaussian();
    double downRate = 0.25 * random.nextGaussian();
    double secondRate = 0.4 * random.nextGaussian();
    double phase = uniform(0, 6.28f);
    for (int i = 0; i < values.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      double first = Math.sin(acrossRate * x + downRate * y + phase);
      double second = Math.sin(secondRate * x - phase);
      values[i] = (float) (0.75 * values[i] + density * (1 + 0.6 * first + 0.4 * second));
    }
  }

  private void stripes(float[] values) {
    boolean level = random.nextBoolean();
    int period = 4 + random.nextInt(9);
    int offset = random.nextInt(period);
    int width = 1 + random.nextInt(2);
    for (int i = 0; i < values.length; i++) {
      if (((level ? i / SIDE : i % SIDE) + offset) % period < width) {
        values[i] = 255 - values[i];
      }
    }
  }

  private void line(float[] values) {
    int points = 2 + random.nextInt(8);
    float[] stroke = new float[2 * points];
    float amplitude = random.nextBoolean() ? SIDE : 5;
    float start = uniform(0, SIDE);
    for (int i = 0; i < points; i++) {
      stroke[2 * i] = SIDE * (float) i / (points - 1);
      stroke[2 * i + 1] = start + amplitude * (random.nextFloat() - 0.5f);
    }
    StrokePath path = StrokePath.ofWidth(List.of(stroke), uniform(0.8f, 1.8f));
    if (random.nextBoolean()) {
      path = path.dotted(uniform(1, 3), uniform(1, 4));
    }
    Canvas canvas = new Canvas(SIDE, SIDE);
    canvas.draw(path);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], canvas.ink()[i] & 0xff);
    }
  }

  /** The mean along a line or over a square. */
  private void blur(float[] values) {
    boolean motion = random.nextBoolean();
    int radius = 1 + random.nextInt(2);
    double angle = uniform(0, 3.14f);
    float[] from = values.clone();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float sum = 0;
        int count = 0;
        int across = motion ? 0 : radius;
        int along = motion ? 2 * radius : radius;
        for (int k = -along; k <= along; k++) {
          for (int j = -across; j <= across; j++) {
            int u = motion ? (int) Math.round(x + k * Math.cos(angle)) : x + k;
            int v = motion ? (int) Math.round(y + k * Math.sin(angle)) : y + j;
            sum += u >= 0 && v >= 0 && u < SIDE && v < SIDE ? from[v * SIDE + u] : 0;
            count++;
          }
        }
        values[y * SIDE + x] = sum / count;
      }
    }
  }

  private void blots(float[] values) {
    for (int n = 2 + random.nextInt(12); n > 0; n--) {
      int x = random.nextInt(SIDE);
      int y = random.nextInt(SIDE);
      float radius = uniform(0.5f, 2.1f);
      float value = random.nextInt(4) == 0 ? 0 : uniform(120, 255);
      for (int i = 0; i < values.length; i++) {
        int dx = i % SIDE - x;
        int dy = i / SIDE - y;
        if (dx * dx + dy * dy <= radius * radius) {
          values[i] = value;
        }
      }
    }
  }

  private float uniform(float from, float to) {
    return from + (to - from) * random.nextFloat();
  }
}
