package dev.cirrus.vision;

/**
 * How much ink lies on each pixel of a picture: 0 where there is paper, 255 where there is full
 * ink, whatever their colours.
 */
final class Ink {
  private final int width;
  private final int height;
  private final byte[] values;
  private final boolean doubtfulAtBorder;

  private Ink(int width, int height, byte[] values, boolean doubtfulAtBorder) {
    this.width = width;
    this.height = height;
    this.values = values;
    this.doubtfulAtBorder = doubtfulAtBorder;
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

  /** Where light or shade at a picture's border may pass for ink. */
  boolean doubtfulAtBorder() {
    return doubtfulAtBorder;
  }

  /** The same picture with other ink. */
  Ink with(byte[] others) {
    return new Ink(width, height, others, doubtfulAtBorder);
  }

  static Ink of(Raster raster) {
    short[] distances = FlatPaper.distances(raster);
    boolean uneven = distances == null;
    if (distances == null) {
      distances = UnevenPaper.distances(raster);
    }
    int weakest = uneven ? UnevenPaper.WEAKEST_INK : FlatPaper.WEAKEST_INK;
    byte[] values = new Contrast(distances, weakest).values(distances);
    return new Ink(raster.width(), raster.height(), values, uneven);
  }
}
