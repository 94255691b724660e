package dev.cirrus.training.augmentation;

import java.util.random.RandomGenerator;

/**
 * Degrades drawn ink as scanners, cameras and bad pens do: few pixels, blur, rough edges, gaps,
 * specks, a hard threshold.
 */
final class InkDegradation {
  private final RandomGenerator random;

  InkDegradation(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a coarse or bad reproduction of a canvas, which is not modified. */
  Canvas degrade(Canvas canvas) {
    int width = canvas.width();
    int height = canvas.height();
    float[] ink = new float[width * height];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = canvas.ink()[i] & 0xff;
    }
    boolean coarse = random.nextInt(10) < 6;
    if (coarse) {
      float side = 11 + 24 * random.nextFloat();
      float factor = Math.max(1, Math.max(width, height) / side);
      ink = coarse(ink, width, height, factor, random.nextInt(3) == 0);
    } else {
      blur(ink, width, height, Math.max(width, height) * 0.03f * random.nextFloat());
    }
    if (random.nextInt(3) == 0) {
      roughen(ink, width, height);
    }
    if (random.nextInt(2) == 0) {
      float none = 100 * random.nextFloat();
      float full = none + 30 + (225 - none) * random.nextFloat();
      for (int i = 0; i < ink.length; i++) {
        ink[i] = 255 * (ink[i] - none) / (full - none);
      }
    }
    Canvas result = new Canvas(width, height);
    for (int i = 0; i < ink.length; i++) {
      result.ink()[i] = (byte) Math.max(0, Math.min(255, Math.round(ink[i])));
    }
    if (random.nextInt(6) == 0) {
      specks(result);
    }
    if (random.nextInt(8) == 0) {
      gaps(result);
    }
    return result;
  }

  /** Averages over large cells and enlarges the result, interpolated or in squares. */
  private static float[] coarse(float[] ink, int width, int height, float factor, boolean squares) {
    int w = Math.max(1, (int) Math.ceil(width / factor));
    int h = Math.max(1, (int) Math.ceil(height / factor));
    float[] sum = new float[w * h];
    int[] count = new int[w * h];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int cell = Math.min(h - 1, (int) (y / factor)) * w + Math.min(w - 1, (int) (x / factor));
        sum[cell] += ink[y * width + x];
        count[cell]++;
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= Math.max(1, count[i]);
    }
    float[] large = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float u = (x + 0.5f) / factor - 0.5f;
        float v = (y + 0.5f) / factor - 0.5f;
        int ix = (int) Math.floor(squares ? u + 0.5f : u);
        int iy = (int) Math.floor(squares ? v + 0.5f : v);
        float fx = squares ? 0 : u - ix;
        float fy = squares ? 0 : v - iy;
        float top = at(sum, w, h, ix, iy) * (1 - fx) + at(sum, w, h, ix + 1, iy) * fx;
        float bottom = at(sum, w, h, ix, iy + 1) * (1 - fx) + at(sum, w, h, ix + 1, iy + 1) * fx;
        large[y * width + x] = top * (1 - fy) + bottom * fy;
      }
    }
    return large;
  }

  private static float at(float[] values, int width, int height, int x, int y) {
    return values[
        Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))];
  }

  /** Applies three box blurs, which approximate a Gaussian. */
  private static void blur(float[] ink, int width, int height, float radius) {
    int r = Math.round(radius);
    if (r < 1) {
      return;
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int y = 0; y < height; y++) {
        box(ink, y * width, 1, width, r);
      }
      for (int x = 0; x < width; x++) {
        box(ink, x, width, height, r);
      }
    }
  }

  private static void box(float[] ink, int from, int step, int count, int radius) {
    float[] line = new float[count];
    float sum = 0;
    for (int i = -radius; i < count; i++) {
      sum += i + radius < count ? ink[from + (i + radius) * step] : 0;
      sum -= i - radius - 1 >= 0 ? ink[from + (i - radius - 1) * step] : 0;
      if (i >= 0) {
        line[i] = sum / (2 * radius + 1);
      }
    }
    for (int i = 0; i < count; i++) {
      ink[from + i * step] = line[i];
    }
  }

  /** Adds smooth noise, which makes edges rough when a threshold is applied later. */
  private void roughen(float[] ink, int width, int height) {
    int cell = 2 + random.nextInt(4);
    int w = width / cell + 2;
    float[] noise = new float[w * (height / cell + 2)];
    float strength = 30 + 60 * random.nextFloat();
    for (int i = 0; i < noise.length; i++) {
      noise[i] = strength * (2 * random.nextFloat() - 1);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (ink[y * width + x] > 10) {
          ink[y * width + x] += noise[y / cell * w + x / cell];
        }
      }
    }
  }

  private void specks(Canvas canvas) {
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      dot(canvas, 0.5f + 1.2f * random.nextFloat(), (byte) 255);
    }
  }

  /** Removes ink in places, as a dry pen does. */
  private void gaps(Canvas canvas) {
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      dot(canvas, 1 + 2.5f * random.nextFloat(), (byte) 0);
    }
  }

  private void dot(Canvas canvas, float radius, byte value) {
    float x = canvas.width() * random.nextFloat();
    float y = canvas.height() * random.nextFloat();
    for (int v = (int) (y - radius); v <= y + radius; v++) {
      for (int u = (int) (x - radius); u <= x + radius; u++) {
        boolean inside = u >= 0 && v >= 0 && u < canvas.width() && v < canvas.height();
        if (inside && (u - x) * (u - x) + (v - y) * (v - y) <= radius * radius) {
          canvas.ink()[v * canvas.width() + u] = value;
        }
      }
    }
  }
}
