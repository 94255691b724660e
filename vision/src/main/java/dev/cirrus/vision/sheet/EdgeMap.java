package dev.cirrus.vision.sheet;

import java.util.Arrays;

/**
 * The edges of a picture: the pixels where a channel changes most, with the direction of the
 * change.
 */
final class EdgeMap {
  /**
   * The least strength of an edge in steps of 255. White paper on a light table differs by about
   * ten steps; noise by one or two.
   */
  private static final int MIN_STRENGTH = 3;

  /** The largest variation of paper between two distances from an edge, in steps of 255. */
  private static final int MAX_PAPER_VARIATION = 7;

  /** The largest change of the light from pixel to pixel, in steps of 255. */
  private static final float MAX_SLOPE = 1.2f;

  /** The width of the steps that the removal of strokes leaves. */
  private static final int STEP_WIDTH = Thumbnail.WIDEST_STROKE + 1;

  private static final int NEAR_DISTANCE = 3;
  private static final int FAR_DISTANCE = 13;

  int count;
  short[] xs = new short[1024];
  short[] ys = new short[1024];

  /** The direction of the change as a unit vector. */
  float[] nx = new float[1024];

  float[] ny = new float[1024];

  /** The size of the change in steps of 255. */
  float[] strengths = new float[1024];

  EdgeMap(Thumbnail picture) {
    int width = picture.width;
    int height = picture.height;
    float[] gx = new float[width * height];
    float[] gy = new float[width * height];
    float[] size = new float[width * height];
    for (byte[] channel : picture.channels) {
      int[] soft = blurred(channel, width, height);
      for (int y = 4; y < height - 4; y++) {
        for (int x = 3, at = y * width + 3; x < width - 3; x++, at++) {
          float dx = soft[at + 1] - soft[at - 1];
          float dy = soft[at + width] - soft[at - width];
          float squares = dx * dx + dy * dy;
          if (squares > size[at]) {
            size[at] = squares;
            gx[at] = dx;
            gy[at] = dy;
          }
        }
      }
    }
    // Blurring multiplies values by 256. Across an edge, the pixels on both sides then differ by
    // half of its height.
    float least = 128f * MIN_STRENGTH * 128f * MIN_STRENGTH;
    for (int y = 4; y < height - 4; y++) {
      for (int x = 3, at = y * width + 3; x < width - 3; x++, at++) {
        if (size[at] >= least && isCrest(size, at, gx[at], gy[at], width)) {
          float length = (float) Math.sqrt(size[at]);
          float dx = gx[at] / length;
          float dy = gy[at] / length;
          float strength = length / 128;
          if (isSmooth(picture, x, y, dx, dy, strength)
              || isSmooth(picture, x, y, -dx, -dy, strength)) {
            add(x, y, dx, dy, strength);
          }
        }
      }
    }
  }

  /**
   * Returns whether one side of an edge is as even as paper, apart from the light, which may
   * increase or decrease steadily: texture has edges everywhere. Where the light changes, the
   * removal of strokes leaves steps, which are not edges.
   */
  private static boolean isSmooth(
      Thumbnail picture, int x, int y, float dx, float dy, float strength) {
    int steps = FAR_DISTANCE - NEAR_DISTANCE;
    float[] values = new float[steps + 1];
    for (int c = 0; c < picture.channels.length; c++) {
      for (int i = 0; i <= steps; i++) {
        int away = NEAR_DISTANCE + i;
        int column = Math.max(0, Math.min(picture.width - 1, Math.round(x + away * dx)));
        int row = Math.max(0, Math.min(picture.height - 1, Math.round(y + away * dy)));
        values[i] = picture.value(c, column, row);
      }
      float slope = (values[steps] + values[steps - 1] - values[0] - values[1]) / (2 * (steps - 1));
      if (strength < STEP_WIDTH * Math.abs(slope)) {
        return false;
      }
      float limited = Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, slope));
      float least = Float.MAX_VALUE;
      float most = -Float.MAX_VALUE;
      for (int i = 0; i <= steps; i++) {
        float value = values[i] - limited * i;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      if (most - least > MAX_PAPER_VARIATION) {
        return false;
      }
    }
    return true;
  }

  /** Blurs with the binomial weights 1, 4, 6, 4, 1, which treat all directions almost equally. */
  private static int[] blurred(byte[] channel, int width, int height) {
    int[] across = new int[channel.length];
    for (int y = 0; y < height; y++) {
      for (int x = 2, at = y * width + 2; x < width - 2; x++, at++) {
        across[at] =
            (channel[at - 2] & 255)
                + (channel[at + 2] & 255)
                + 4 * ((channel[at - 1] & 255) + (channel[at + 1] & 255))
                + 6 * (channel[at] & 255);
      }
    }
    int[] both = new int[channel.length];
    for (int y = 2; y < height - 2; y++) {
      for (int x = 2, at = y * width + 2; x < width - 2; x++, at++) {
        both[at] =
            across[at - 2 * width]
                + across[at + 2 * width]
                + 4 * (across[at - width] + across[at + width])
                + 6 * across[at];
      }
    }
    return both;
  }

  /** Returns whether the change is a maximum along its direction (non-maximum suppression). */
  private static boolean isCrest(float[] size, int at, float gx, float gy, int width) {
    float ax = Math.abs(gx);
    float ay = Math.abs(gy);
    int step;
    if (ay < 0.414f * ax) {
      step = 1;
    } else if (ax < 0.414f * ay) {
      step = width;
    } else {
      step = gx * gy > 0 ? width + 1 : width - 1;
    }
    return size[at] >= size[at - step] && size[at] > size[at + step];
  }

  private void add(int x, int y, float dx, float dy, float strength) {
    if (count == xs.length) {
      xs = Arrays.copyOf(xs, 2 * count);
      ys = Arrays.copyOf(ys, 2 * count);
      nx = Arrays.copyOf(nx, 2 * count);
      ny = Arrays.copyOf(ny, 2 * count);
      strengths = Arrays.copyOf(strengths, 2 * count);
    }
    xs[count] = (short) x;
    ys[count] = (short) y;
    nx[count] = dx;
    strengths[count] = strength;
    ny[count++] = dy;
  }
}
