package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts two of MNIST's digits side by side, and cuts some of them, so that the result is not one
 * digit.
 */
final class MnistPairs {
  private static final int SIDE = LabeledImages.SIDE;

  /** Values from here on belong to the digit when its width is measured. */
  private static final int INK = 60;

  /** The factor by which the result is enlarged, as scans are. */
  private static final int TIMES = 2;

  private final LabeledImages images;
  private final RandomGenerator random;

  MnistPairs(LabeledImages images, RandomGenerator random) {
    this.images = images;
    this.random = random;
  }

  /**
   * Returns a pair, a digit with a part of its neighbour or a part of a digit; null if the part
   * could pass for a digit.
   */
  @Nullable Canvas next() {
    int first = random.nextInt(images.count());
    int second = random.nextInt(images.count());
    int[] left = columns(first);
    int[] right = columns(second);
    int gap = random.nextInt(-2, 7);
    int split = left[1] - left[0] + gap;
    int width = Math.max(4, split + right[1] - right[0]);
    byte[] ink = new byte[width * SIDE];
    draw(ink, width, first, left, 0);
    draw(ink, width, second, right, split);
    int from = 0;
    int to = width;
    int kind = random.nextInt(10);
    if (kind < 3) {
      to = split + (int) ((right[1] - right[0]) * uniform(0.3, 0.75));
    } else if (kind < 6) {
      from = (int) ((left[1] - left[0]) * uniform(0.25, 0.7));
    } else if (kind < 8) {
      boolean leftPart = random.nextBoolean();
      int own = left[1] - left[0];
      if (NonDigitRenderer.passes(images.labels()[first], leftPart) || own < 9) {
        return null;
      }
      int kept = (int) (own * uniform(0.3, 0.5));
      from = leftPart ? 0 : own - kept;
      to = leftPart ? kept : own;
    }
    return to - from < 3 ? null : enlarged(ink, width, from, to);
  }

  /** The first column with ink and the one after the last. */
  private int[] columns(int index) {
    int left = SIDE;
    int right = 0;
    for (int i = 0; i < LabeledImages.PIXELS; i++) {
      if ((images.pixels()[index * LabeledImages.PIXELS + i] & 0xff) > INK) {
        left = Math.min(left, i % SIDE);
        right = Math.max(right, i % SIDE + 1);
      }
    }
    return new int[] {left, Math.max(right, left + 1)};
  }

  private void draw(byte[] ink, int width, int index, int[] columns, int at) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = columns[0]; x < columns[1]; x++) {
        int to = at + x - columns[0];
        if (to >= 0 && to < width) {
          int value = images.pixels()[index * LabeledImages.PIXELS + y * SIDE + x] & 0xff;
          ink[y * width + to] = (byte) Math.max(ink[y * width + to] & 0xff, value);
        }
      }
    }
  }

  private static Canvas enlarged(byte[] ink, int width, int from, int to) {
    Canvas canvas = new Canvas((to - from) * TIMES, SIDE * TIMES);
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        float u = (x + 0.5f) / TIMES - 0.5f + from;
        float v = (y + 0.5f) / TIMES - 0.5f;
        int ix = (int) Math.floor(u);
        int iy = (int) Math.floor(v);
        float fx = u - ix;
        float fy = v - iy;
        float top = at(ink, width, ix, iy, from, to) * (1 - fx);
        top += at(ink, width, ix + 1, iy, from, to) * fx;
        float bottom = at(ink, width, ix, iy + 1, from, to) * (1 - fx);
        bottom += at(ink, width, ix + 1, iy + 1, from, to) * fx;
        canvas.ink()[y * canvas.width() + x] = (byte) (int) (top * (1 - fy) + bottom * fy);
      }
    }
    return canvas;
  }

  private static int at(byte[] ink, int width, int x, int y, int from, int to) {
    return x < from || x >= to || y < 0 || y >= SIDE ? 0 : ink[y * width + x] & 0xff;
  }

  private double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }
}
