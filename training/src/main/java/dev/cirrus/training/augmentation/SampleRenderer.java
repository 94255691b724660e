package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.SingleDigit;
import java.util.List;
import java.util.SplittableRandom;

/** Draws samples on a canvas with all kinds of pens, and reads back what the classifier sees. */
public final class SampleRenderer {
  private static final int SHEET = 280;

  /** Drawings larger than this are drawn smaller: the pen keeps its part of it. */
  private static final float LARGEST = 64;

  private SampleRenderer() {}

  /** 28 × 28 of a sample in another hand and with any pen. */
  public static byte[] vary(PenSample sample, SplittableRandom random) {
    boolean hard = random.nextInt(100) < 55;
    float size = SHEET * (hard ? uniform(random, 0.15f, 0.95f) : uniform(random, 0.3f, 0.9f));
    float width = hard ? uniform(random, 2.5f, 31) : uniform(random, 7, 23);
    float ratio = width / size;
    float drawn = Math.min(size, LARGEST);
    List<float[]> strokes = new StrokeAugmenter(random).rewrite(sample);
    StrokePath pen = StrokePath.even(strokes, ratio);
    if (random.nextInt(100) < 30) {
      pressed(pen, random);
    }
    if (random.nextInt(100) < 16) {
      boolean dots = random.nextBoolean();
      pen =
          pen.dotted(
              ratio * uniform(random, 0.01f, dots ? 0.1f : 1.2f),
              ratio * uniform(random, 1.1f, 2.2f));
    }
    return draw(pen, drawn);
  }

  /** A sample as it is, its longer side {@code size} pixels, with a round pen. */
  public static byte[] plain(PenSample sample, float size, float width) {
    return draw(StrokePath.even(StrokeAugmenter.unit(sample.strokes()), width / size), size);
  }

  private static float uniform(SplittableRandom random, float from, float to) {
    return from + (to - from) * random.nextFloat();
  }

  private static void pressed(StrokePath pen, SplittableRandom random) {
    float depth = 0.4f * random.nextFloat();
    float pace = uniform(random, 0.03f, 0.3f);
    float phase = uniform(random, 0, 6.28f);
    boolean taper = random.nextInt(3) == 0;
    for (float[] line : pen.lines()) {
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

  private static byte[] draw(StrokePath pen, float size) {
    float[] b = StrokePath.bounds(pen.lines(), 3);
    float widest = 0;
    for (float[] line : pen.lines()) {
      for (int i = 2; i < line.length; i += 3) {
        widest = Math.max(widest, line[i]);
      }
    }
    float margin = widest * size + 2;
    int w = (int) Math.ceil((b[2] - b[0]) * size + 2 * margin);
    int h = (int) Math.ceil((b[3] - b[1]) * size + 2 * margin);
    Canvas canvas = new Canvas(w, h);
    canvas.draw(pen.placed(size, margin - b[0] * size, margin - b[1] * size));
    return read(canvas);
  }

  private static byte[] read(Canvas canvas) {
    return SingleDigit.pixels(canvas.ink(), canvas.width(), canvas.height());
  }

  /** 28 × 28 of an image as if a pen had drawn it on a canvas: enlarged, its edges made hard. */
  public static byte[] redraw(byte[] pixels, int from, SplittableRandom random) {
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
    return read(canvas);
  }

  private static void spline(float t, float[] w) {
    w[0] = (1 - t) * (1 - t) * (1 - t) / 6;
    w[1] = 2 / 3f - t * t + t * t * t / 2;
    w[3] = t * t * t / 6;
    w[2] = 1 - w[0] - w[1] - w[3];
  }
}
