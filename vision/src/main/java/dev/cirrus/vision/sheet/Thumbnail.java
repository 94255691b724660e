package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;

/** A photograph reduced to a few hundred pixels per side, with separate colour channels. */
final class Thumbnail {
  /** Large enough to locate the sides of a sheet to a thousandth of the picture. */
  static final int LONGER_SIDE = 384;

  /**
   * The number of samples in each direction for one pixel. More samples would change the mean by
   * less than the noise of a camera.
   */
  private static final int SAMPLES = 4;

  /** Strokes and ruled lines are at most this wide. */
  static final int WIDEST_STROKE = 8;

  /** Half the size of the structuring element. */
  private static final int RADIUS = WIDEST_STROKE / 2;

  final int width;
  final int height;

  /** The width of a pixel in pixels of the photograph. */
  final double scale;

  final byte[][] channels;

  private Thumbnail(int width, int height, double scale, byte[][] channels) {
    this.width = width;
    this.height = height;
    this.scale = scale;
    this.channels = channels;
  }

  static Thumbnail of(Raster raster) {
    double scale = Math.max(1, Math.max(raster.width(), raster.height()) / (double) LONGER_SIDE);
    int width = Math.max(1, (int) (raster.width() / scale));
    int height = Math.max(1, (int) (raster.height() / scale));
    int samples = (int) Math.min(SAMPLES, Math.ceil(scale));
    int[] columns = new int[width * samples];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ((int) ((i + 0.5) * scale / samples)) * raster.channels();
    }
    int[] rows = new int[samples];
    byte[][] channels = new byte[Math.min(3, raster.channels())][width * height];
    byte[] from = raster.samples();
    int all = samples * samples;
    for (int y = 0, i = 0; y < height; y++) {
      for (int j = 0; j < samples; j++) {
        int line = (int) ((y * samples + j + 0.5) * scale / samples);
        rows[j] = line * raster.width() * raster.channels();
      }
      for (int x = 0; x < width; x++, i++) {
        for (int c = 0; c < channels.length; c++) {
          int sum = all / 2;
          for (int row : rows) {
            for (int k = 0; k < samples; k++) {
              sum += from[row + columns[x * samples + k] + c] & 255;
            }
          }
          channels[c][i] = (byte) (sum / all);
        }
      }
    }
    return new Thumbnail(width, height, scale, channels);
  }

  /** Returns the picture with light and dark exchanged. */
  Thumbnail inverted() {
    byte[][] inverted = new byte[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      inverted[c] = new byte[channels[c].length];
      for (int i = 0; i < inverted[c].length; i++) {
        inverted[c][i] = (byte) ~channels[c][i];
      }
    }
    return new Thumbnail(width, height, scale, inverted);
  }

  /** Returns the picture without dark details narrower than nine pixels (morphological closing). */
  Thumbnail closed() {
    byte[][] closed = new byte[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      closed[c] = closed(smoothed(channels[c]));
    }
    return new Thumbnail(width, height, scale, closed);
  }

  /** Averages 3 × 3 pixels, because noise would raise the maximum of the closing. */
  private byte[] smoothed(byte[] values) {
    byte[] smoothed = new byte[values.length];
    for (int y = 0; y < height; y++) {
      int up = Math.max(0, y - 1) * width;
      int here = y * width;
      int down = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        int left = Math.max(0, x - 1);
        int right = Math.min(width - 1, x + 1);
        int sum =
            (values[up + left] & 255)
                + (values[up + x] & 255)
                + (values[up + right] & 255)
                + (values[here + left] & 255)
                + (values[here + x] & 255)
                + (values[here + right] & 255)
                + (values[down + left] & 255)
                + (values[down + x] & 255)
                + (values[down + right] & 255);
        smoothed[here + x] = (byte) ((sum + 4) / 9);
      }
    }
    return smoothed;
  }

  /** Returns the minimum over each pixel's neighbourhood of the maxima over theirs. */
  private byte[] closed(byte[] values) {
    int columns = width + 2 * RADIUS;
    int[] padded = new int[columns * (height + 2 * RADIUS)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        padded[(y + RADIUS) * columns + x + RADIUS] = values[y * width + x] & 255;
      }
    }
    dilate(padded, columns);
    // The minimum is the maximum of the complements. Pixels outside the picture are ignored.
    int[] complements = new int[padded.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        complements[(y + RADIUS) * columns + x + RADIUS] = 255 - padded[y * columns + x];
      }
    }
    dilate(complements, columns);
    byte[] closed = new byte[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        closed[y * width + x] = (byte) (255 - complements[y * columns + x]);
      }
    }
    return closed;
  }

  /** Replaces each value by the maximum of the 9 × 9 values that start there. */
  private static void dilate(int[] values, int columns) {
    for (int unit : new int[] {1, columns}) {
      for (int step : new int[] {1, 2, 4, 1}) {
        int shift = step * unit;
        for (int i = 0; i < values.length - shift; i++) {
          values[i] = Math.max(values[i], values[i + shift]);
        }
      }
    }
  }

  int value(int channel, int x, int y) {
    return channels[channel][y * width + x] & 255;
  }

  boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /** Returns the mean of the brightest channel inside a quadrilateral. */
  double brightness(Quad quad) {
    Line[] sides = quad.sides();
    long sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (Quad.depth(sides, x, y) > 0) {
          int most = 0;
          for (int c = 0; c < channels.length; c++) {
            most = Math.max(most, value(c, x, y));
          }
          sum += most;
          count++;
        }
      }
    }
    return (double) sum / Math.max(1, count);
  }
}
