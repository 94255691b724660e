package dev.cirrus.vision;

/** How much ink lies on each pixel of a picture. */
final class Ink {
  private final int width;
  private final int height;
  private final byte[] values;

  private Ink(int width, int height, byte[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  byte[] values() {
    return values;
  }

  static Ink of(Raster raster) {
    int pixels = raster.width() * raster.height();
    int channels = raster.channels();
    byte[] samples = raster.samples();
    int[] counts = new int[4096];
    int[] sums = new int[4];
    for (int i = 0; i < pixels; i++) {
      counts[shade(samples, i * channels, channels)]++;
    }
    int paper = 0;
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > counts[paper]) {
        paper = i;
      }
    }
    for (int i = 0; i < pixels; i++) {
      if (shade(samples, i * channels, channels) == paper) {
        for (int c = 0; c < channels; c++) {
          sums[c] += samples[i * channels + c] & 255;
        }
      }
    }
    double[] distances = new double[pixels];
    double most = 0;
    int count = counts[paper];
    for (int i = 0; i < pixels; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        double difference = (samples[i * channels + c] & 255) - (double) sums[c] / count;
        sum += difference * difference;
      }
      distances[i] = Math.sqrt(sum);
      most = Math.max(most, distances[i]);
    }
    byte[] values = new byte[pixels];
    if (most > 20) {
      for (int i = 0; i < pixels; i++) {
        int value = (int) (distances[i] / most * 255 + 0.5);
        values[i] = value < 20 ? 0 : (byte) value;
      }
    }
    return new Ink(raster.width(), raster.height(), values);
  }

  private static int shade(byte[] samples, int at, int channels) {
    if (channels == 1) {
      return (samples[at] & 255) >> 4;
    }
    return (samples[at] & 240) << 4 | (samples[at + 1] & 240) | (samples[at + 2] & 240) >> 4;
  }
}
