package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/**
 * How much ink lies on each pixel of a picture: 0 where there is paper, 255 where there is full
 * ink, whatever their colours.
 */
public final class InkMap {
  /** Pixels of at least this value are part of a stroke; three tenths of full ink. */
  public static final int INK_THRESHOLD = 77;

  private final int width;
  private final int height;
  private final byte[] values;
  private final boolean local;

  private InkMap(int width, int height, byte[] values, boolean local) {
    this.width = width;
    this.height = height;
    this.values = values;
    this.local = local;
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

  /** Whether a place lies in the picture and has enough ink to be part of a stroke. */
  public boolean isInk(int x, int y) {
    return x >= 0
        && y >= 0
        && x < width
        && y < height
        && (values[y * width + x] & 255) >= INK_THRESHOLD;
  }

  /** Whether the paper was learned place by place, as in photographs. */
  public boolean isLocal() {
    return local;
  }

  /** Returns the picture turned clockwise by quarter turns. */
  public InkMap turned(int quarters) {
    if (quarters == 0) {
      return this;
    }
    byte[] turned = new byte[values.length];
    for (int y = 0, i = 0; y < width; y++) {
      for (int x = 0; x < height; x++, i++) {
        turned[i] = values[(height - 1 - x) * width + y];
      }
    }
    return new InkMap(/* width= */ height, /* height= */ width, turned, local).turned(quarters - 1);
  }

  /** The same picture with other ink. */
  public InkMap with(byte[] others) {
    return new InkMap(width, height, others, local);
  }

  /** Tells ink from the paper that has the picture's usual colour, place by place if need be. */
  public static InkMap of(Raster raster) {
    short[] distances = UniformBackground.distances(raster);
    boolean uneven = distances == null;
    if (distances == null) {
      distances = UnevenBackground.distances(raster);
    }
    int weakest = uneven ? UnevenBackground.WEAKEST_INK : UniformBackground.WEAKEST_INK;
    byte[] values = new InkLevels(distances, weakest, true).values(distances);
    return new InkMap(raster.width(), raster.height(), values, uneven);
  }

  /** Takes the lighter or the darker of the picture's two tones for the ink. */
  public static InkMap twoTone(Raster raster, boolean lightInk) {
    short[] distances = TwoToneBackground.distances(raster, lightInk);
    byte[] values =
        new InkLevels(distances, TwoToneBackground.WEAKEST_INK, false).values(distances);
    return new InkMap(raster.width(), raster.height(), values, false);
  }

  /** Returns the share of the pixels that are ink. */
  public double share() {
    int count = 0;
    for (byte value : values) {
      count += (value & 255) >= INK_THRESHOLD ? 1 : 0;
    }
    return (double) count / values.length;
  }

  /** Returns the share of the border's pixels that are ink: of paper with a margin, none. */
  public double inkAtBorder() {
    int count = 0;
    for (int x = 0; x < width; x++) {
      count += (isInk(x, 0) ? 1 : 0) + (isInk(x, height - 1) ? 1 : 0);
    }
    for (int y = 0; y < height; y++) {
      count += (isInk(0, y) ? 1 : 0) + (isInk(width - 1, y) ? 1 : 0);
    }
    return count / (2.0 * (width + height));
  }
}
