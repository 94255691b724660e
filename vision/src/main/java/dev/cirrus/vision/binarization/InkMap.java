package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/**
 * How much ink lies on each pixel of a picture: 0 where there is paper, 255 where there is full
 * ink, whatever their colours.
 */
public final class InkMap {
  private final int width;
  private final int height;
  private final byte[] values;
  private final boolean doubtfulAtBorder;

  private InkMap(int width, int height, byte[] values, boolean doubtfulAtBorder) {
    this.width = width;
    this.height = height;
    this.values = values;
    this.doubtfulAtBorder = doubtfulAtBorder;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Unsigned; all 0 where nothing is drawn. */
  public byte[] values() {
    return values;
  }

  /** Where light or shade at a picture's border may pass for ink. */
  public boolean doubtfulAtBorder() {
    return doubtfulAtBorder;
  }

  /** The same picture with other ink. */
  public InkMap with(byte[] others) {
    return new InkMap(width, height, others, doubtfulAtBorder);
  }

  public static InkMap of(Raster raster) {
    short[] distances = UniformBackground.distances(raster);
    boolean uneven = distances == null;
    if (distances == null) {
      distances = UnevenBackground.distances(raster);
    }
    int weakest = uneven ? UnevenBackground.WEAKEST_INK : UniformBackground.WEAKEST_INK;
    byte[] values = new InkLevels(distances, weakest).values(distances);
    return new InkMap(raster.width(), raster.height(), values, uneven);
  }
}
