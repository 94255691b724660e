package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.SingleDigit;
import java.util.List;
import java.util.random.RandomGenerator;

/** Renders pen samples with random pens as the 28 × 28 pixels that the classifier gets. */
public final class SampleRenderer {
  /** The side of the page's canvas. */
  private static final int CANVAS = 280;

  /** Larger drawings are drawn at this size, with the pen scaled likewise, to save time. */
  private static final float LARGEST = 64;

  private SampleRenderer() {}

  /**
   * Draws a sample with random variations of the hand and the pen.
   *
   * @param dotted whether some are drawn in dots and dashes
   */
  static Canvas canvas(PenSample sample, boolean dotted, RandomGenerator random) {
    boolean hard = random.nextInt(100) < 55;
    float size = CANVAS * (hard ? uniform(random, 0.15f, 0.95f) : uniform(random, 0.3f, 0.9f));
    float width = hard ? uniform(random, 2.5f, 31) : uniform(random, 7, 23);
    float ratio = width / size;
    float drawn = Math.min(size, LARGEST);
    List<float[]> strokes = new StrokeAugmenter(random).augment(sample);
    StrokePath path = StrokePath.ofWidth(strokes, ratio);
    if (random.nextInt(100) < 30) {
      varyPressure(path, random);
    }
    if (dotted && random.nextInt(100) < 16) {
      boolean dots = random.nextBoolean();
      path =
          path.dotted(
              ratio * uniform(random, 0.01f, dots ? 0.1f : 1.2f),
              ratio * uniform(random, 1.1f, 2.2f));
    }
    return onCanvas(path, drawn);
  }

  /** Renders a sample unchanged, its longer side {@code size} pixels, with a round pen. */
  static byte[] plain(PenSample sample, float size, float width) {
    return draw(
        StrokePath.ofWidth(StrokeAugmenter.normalize(sample.strokes()), width / size), size);
  }

  private static float uniform(RandomGenerator random, float from, float to) {
    return from + (to - from) * random.nextFloat();
  }

  private static void varyPressure(StrokePath path, RandomGenerator random) {
    float depth = 0.4f * random.nextFloat();
    float pace = uniform(random, 0.03f, 0.3f);
    float phase = uniform(random, 0, 6.28f);
    boolean taper = random.nextInt(3) == 0;
    for (float[] line : path.lines()) {
      int points = line.length / 3;
      for (int i = 0; i < points; i++) {
        float factor = 1 + depth * (float) Math.sin(phase + pace * i);
        if (taper) {
          factor *= Math.min(1, 0.4f + 0.1f * Math.min(i, points - 1 - i));
        }
        line[3 * i + 2] *= factor;
      }
    }
  }

  private static byte[] draw(StrokePath path, float size) {
    return read(onCanvas(path, size));
  }

  private static Canvas onCanvas(StrokePath path, float size) {
    float[] b = StrokePath.bounds(path.lines(), 3);
    float widest = 0;
    for (float[] line : path.lines()) {
      for (int i = 2; i < line.length; i += 3) {
        widest = Math.max(widest, line[i]);
      }
    }
    float margin = widest * size + 2;
    int w = (int) Math.ceil((b[2] - b[0]) * size + 2 * margin);
    int h = (int) Math.ceil((b[3] - b[1]) * size + 2 * margin);
    Canvas canvas = new Canvas(w, h);
    canvas.draw(path.transformed(size, margin - b[0] * size, margin - b[1] * size));
    return canvas;
  }

  /** The 28 × 28 pixels that the classifier gets of the only thing on a canvas. */
  static byte[] read(Canvas canvas) {
    return SingleDigit.pixels(canvas.ink(), canvas.width(), canvas.height());
  }

  /** Draws a 28 × 28 image as if with a pen on a canvas: enlarged, with hard edges. */
  static Canvas redrawn(byte[] pixels, int from, RandomGenerator random) {
    int size = random.nextInt(56, 90);
    float level = uniform(random, 0.2f, 0.75f) * 255;
    Canvas canvas = new Canvas(size, size);
    float[] wx = new float[4];
    float[] wy = new float[4];
    float step = 28f / size;
    float soft = 255 / uniform(random, 10, 120);
    for (int y = 0; y < size; y++) {
      float v = (y + 0.5f) * step - 0.5f;
      int iy = (int) Math.floor(v);
      spline(v - iy, wy);
      for (int x = 0; x < size; x++) {
        float u = (x + 0.5f) * step - 0.5f;
        int ix = (int) Math.floor(u);
        spline(u - ix, wx);
        float sum = 0;
        for (int j = 0; j < 4; j++) {
          int row = iy + j - 1;
          if (row < 0 || row > 27) {
            continue;
          }
          for (int i = 0; i < 4; i++) {
            int column = ix + i - 1;
            if (column >= 0 && column < 28) {
              sum += wy[j] * wx[i] * (pixels[from + row * 28 + column] & 0xff);
            }
          }
        }
        canvas.ink()[y * size + x] = (byte) Math.max(0, Math.min(255, 128 + (sum - level) * soft));
      }
    }
    return canvas;
  }

  private static void spline(float t, float[] w) {
    w[0] = (1 - t) * (1 - t) * (1 - t) / 6;
    w[1] = 2 / 3f - t * t + t * t * t / 2;
    w[3] = t * t * t / 6;
    w[2] = 1 - w[0] - w[1] - w[3];
  }
}
