package dev.cirrus.vision;

/**
 * How much ink lies on each pixel of a picture: 0 where there is paper, 255 where there is full
 * ink, whatever their colours.
 */
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

  /** Unsigned; all 0 where nothing is drawn. */
  byte[] values() {
    return values;
  }

  static Ink of(Raster raster) {
    short[] distances = FlatPaper.distances(raster);
    if (distances == null) {
      distances = UnevenPaper.distances(raster);
    }
    return new Ink(raster.width(), raster.height(), new Contrast(distances).values(distances));
  }
}
