package dev.cirrus.vision;

/**
 * A picture as rows of pixels with one byte (grey) or four bytes (red, green, blue, alpha) each.
 * The array is not copied, because a photograph may take 200 MB: do not modify it while it is in
 * use.
 */
public final class Raster {
  /** The largest accepted number of pixels. */
  public static final int MAX_PIXELS = 50_000_000;

  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  private Raster(int width, int height, int channels, byte[] samples) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a picture of at least one pixel but got " + width + " × " + height);
    }
    // A division, because the product may overflow an int.
    if (width > MAX_PIXELS / height) {
      throw new IllegalArgumentException(
          "expected a picture of at most 50 million pixels but got "
              + (width + " × " + height + "; shrink it first"));
    }
    if (samples.length != width * height * channels) {
      throw new IllegalArgumentException(
          "expected "
              + (width * height * channels)
              + (" bytes for a picture of " + width + " × " + height + " with " + channels)
              + (" bytes per pixel but got " + samples.length));
    }
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  /** Creates a picture with four bytes per pixel: red, green, blue and alpha, not premultiplied. */
  public static Raster rgba(int width, int height, byte[] rgba) {
    return new Raster(width, height, 4, rgba);
  }

  /** Creates a picture with one byte per pixel. */
  public static Raster grey(int width, int height, byte[] grey) {
    return new Raster(width, height, 1, grey);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Returns the picture shrunk by a whole factor; each pixel is the mean of those it replaces. */
  public Raster shrunk(int factor) {
    if (factor == 1) {
      return this;
    }
    int columns = Math.max(1, width / factor);
    int rows = Math.max(1, height / factor);
    byte[] shrunk = new byte[columns * rows * channels];
    int across = Math.min(factor, width);
    int down = Math.min(factor, height);
    for (int row = 0, i = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int first = (row * factor * width + column * factor) * channels;
        for (int c = 0; c < channels; c++, i++) {
          int sum = across * down / 2;
          for (int y = 0; y < down; y++) {
            int at = first + y * width * channels + c;
            for (int x = 0; x < across; x++, at += channels) {
              sum += samples[at] & 255;
            }
          }
          shrunk[i] = (byte) (sum / (across * down));
        }
      }
    }
    return new Raster(columns, rows, channels, shrunk);
  }

  public int channels() {
    return channels;
  }

  /** Returns the number of channels without alpha: one for grey, three for colours. */
  public int colourChannels() {
    return Math.min(3, channels);
  }

  public byte[] samples() {
    return samples;
  }

  /** Returns a channel of a pixel, 0–255; pixels are counted row by row. */
  public int value(int pixel, int channel) {
    return samples[pixel * channels + channel] & 255;
  }
}
