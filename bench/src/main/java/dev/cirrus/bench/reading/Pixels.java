package dev.cirrus.bench.reading;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Reads and draws pictures of type {@code TYPE_INT_RGB}. */
final class Pixels {
  private Pixels() {}

  /** Interpolates the colour between the four nearest pixels. */
  static void sample(BufferedImage image, double x, double y, double[] to) {
    int width = image.getWidth();
    int height = image.getHeight();
    double cx = Math.max(0, Math.min(width - 1.001, x));
    double cy = Math.max(0, Math.min(height - 1.001, y));
    int left = (int) cx;
    int top = (int) cy;
    double right = cx - left;
    double lower = cy - top;
    int[] from = of(image);
    int at = top * width + left;
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      double one = (from[at] >> shift & 255) * (1 - right) + (from[at + 1] >> shift & 255) * right;
      double two =
          (from[at + width] >> shift & 255) * (1 - right)
              + (from[at + width + 1] >> shift & 255) * right;
      to[c] = one * (1 - lower) + two * lower;
    }
  }

  static int[] of(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  static int rgb(double[] channels) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb = rgb << 8 | (int) Math.max(0, Math.min(255, channels[c] + 0.5));
    }
    return rgb;
  }

  static void spread(int rgb, double[] channels) {
    channels[0] = rgb >> 16 & 255;
    channels[1] = rgb >> 8 & 255;
    channels[2] = rgb & 255;
  }

  /** Returns graphics that draw smooth edges. */
  static Graphics2D smoothGraphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return graphics;
  }
}
