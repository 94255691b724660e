package dev.cirrus.vision;

import java.util.Arrays;

/**
 * A picture as rows of pixels: one byte a pixel (grey) or four (red, green, blue, alpha). The bytes
 * are taken over, not copied, since a photograph has 50 MB of them: leave them alone while it is
 * read.
 */
public final class Raster {
  /** A picture of more pixels is refused: shrink it first. */
  public static final int MAX_PIXELS = 50_000_000;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  private Raster(int width, int height, int channels, byte[] samples) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A picture needs at least one pixel, this one is " + width + " × " + height + ".");
    }
    // Divided, as the product of two ints may pass the range of an int.
    if (width > MAX_PIXELS / height) {
      throw new IllegalArgumentException(
          "A picture may have 50 million pixels at most, this one is "
              + (width + " × " + height + "."));
    }
    if (samples.length != width * height * channels) {
      throw new IllegalArgumentException(
          "A picture of "
              + (width + " × " + height + " with " + channels + " bytes a pixel has ")
              + (width * height * channels + " bytes, not " + samples.length + "."));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  /** A picture of four bytes a pixel: red, green, blue and alpha (not premultiplied). */
  public static Raster rgba(int width, int height, byte[] rgba) {
    return new Raster(width, height, 4, rgba);
  }

  /** A picture of one byte a pixel. */
  public static Raster grey(int width, int height, byte[] grey) {
    return new Raster(width, height, 1, grey);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * The same picture, so many times smaller each way, each pixel the mean of those it stands for.
   */
  public Raster shrunk(int times) {
    if (times == 1) {
      return this;
    }
    int columns = Math.max(1, width / times);
    int rows = Math.max(1, height / times);
    byte[] shrunk = new byte[columns * rows * channels];
    int[] sums = new int[columns * channels];
    int across = Math.min(times, width);
    int down = Math.min(times, height);
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      for (int y = 0; y < down; y++) {
        int at = (row * times + y) * width * channels;
        for (int column = 0; column < columns; column++) {
          for (int x = 0; x < across; x++) {
            for (int c = 0; c < channels; c++) {
              sums[column * channels + c] += samples[at++] & 255;
            }
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        shrunk[row * sums.length + i] = (byte) ((sums[i] + across * down / 2) / (across * down));
      }
    }
    return new Raster(columns, rows, channels, shrunk);
  }

  public int channels() {
    return channels;
  }

  public byte[] samples() {
    return samples;
  }
}
