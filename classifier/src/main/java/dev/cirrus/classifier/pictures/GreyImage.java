package dev.cirrus.classifier.pictures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A grey picture with values from 0 (paper) to 255 (full ink). The gate and the benchmark compose
 * the pictures that they read from such images.
 */
// Never compared, and the array is not modified after construction.
@SuppressWarnings("ArrayRecordComponent")
public record GreyImage(int width, int height, byte[] ink) {
  public int at(int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : ink[y * width + x] & 0xff;
  }

  /** Adds a margin of paper on all sides. */
  public GreyImage withMargin(int margin) {
    int wide = width + 2 * margin;
    byte[] larger = new byte[wide * (height + 2 * margin)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(ink, y * width, larger, (y + margin) * wide + margin, width);
    }
    return new GreyImage(wide, height + 2 * margin, larger);
  }

  /** Returns whether a value is at least {@code threshold}. */
  public boolean hasInk(int threshold) {
    for (byte value : ink) {
      if ((value & 0xff) >= threshold) {
        return true;
      }
    }
    return false;
  }

  /**
   * Crops to the bounding box of the values that are at least {@code threshold}. There must be at
   * least one such value.
   */
  public GreyImage cropped(int threshold) {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (at(x, y) >= threshold) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    int w = right - left;
    byte[] part = new byte[w * (bottom - top)];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(ink, y * width + left, part, (y - top) * w, w);
    }
    return new GreyImage(w, bottom - top, part);
  }

  /** Shrinks by averaging the area that each pixel covers. */
  public GreyImage reducedTo(int longerSide) {
    double scale = (double) Math.max(width, height) / longerSide;
    int w = Math.max(1, (int) Math.round(width / scale));
    int h = Math.max(1, (int) Math.round(height / scale));
    byte[] less = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int sum = 0;
        int count = 0;
        for (int v = (int) (y * scale); v < Math.max((y + 1) * scale, y * scale + 1); v++) {
          for (int u = (int) (x * scale); u < Math.max((x + 1) * scale, x * scale + 1); u++) {
            sum += at(u, v);
            count++;
          }
        }
        less[y * w + x] = (byte) (sum / count);
      }
    }
    return new GreyImage(w, h, less);
  }

  /** Enlarges with one of Java 2D's interpolations. */
  public GreyImage enlarged(double times, Object interpolation) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    small.getRaster().setDataElements(0, 0, width, height, ink);
    int w = (int) Math.round(width * times);
    int h = (int) Math.round(height * times);
    BufferedImage large = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
    graphics.drawImage(small, 0, 0, w, h, null);
    graphics.dispose();
    return new GreyImage(
        w, h, (byte[]) large.getRaster().getDataElements(0, 0, w, h, new byte[w * h]));
  }

  /** Rotates clockwise by a quarter turn. */
  public GreyImage turned() {
    byte[] turned = new byte[ink.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[x * height + (height - 1 - y)] = ink[y * width + x];
      }
    }
    return new GreyImage(/* width= */ height, /* height= */ width, turned);
  }

  /** Adds another picture below this one, both at the left. */
  public GreyImage above(GreyImage lower) {
    int wide = Math.max(width, lower.width);
    byte[] both = new byte[wide * (height + lower.height)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(ink, y * width, both, y * wide, width);
    }
    for (int y = 0; y < lower.height; y++) {
      System.arraycopy(lower.ink, y * lower.width, both, (height + y) * wide, lower.width);
    }
    return new GreyImage(wide, height + lower.height, both);
  }

  /**
   * Returns brightness values, from 0 for black to 255 for white.
   *
   * @param lightInk whether the ink is light on dark paper instead of dark on light
   */
  public byte[] brightness(boolean lightInk) {
    byte[] grey = ink.clone();
    if (!lightInk) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = (byte) (255 - (grey[i] & 0xff));
      }
    }
    return grey;
  }
}
