package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Raster;
import org.jspecify.annotations.Nullable;

/** The amount of ink on each pixel of a picture, from 0 for paper to 255 for full ink. */
public final class InkMap {
  /** Pixels with at least this value are part of a stroke: three tenths of full ink. */
  public static final int INK_THRESHOLD = 77;

  /** Values below this are treated as paper: what remains of its grain is weaker. */
  public static final int FAINTEST_INK = 20;

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

  /** Returns the unsigned values, row by row; not a copy. */
  public byte[] values() {
    return values;
  }

  /** Returns whether the pixel lies in the picture and is part of a stroke. */
  public boolean isInk(int x, int y) {
    return x >= 0
        && y >= 0
        && x < width
        && y < height
        && (values[y * width + x] & 255) >= INK_THRESHOLD;
  }

  /** Returns the smallest box that contains all ink; null if there is none. */
  public @Nullable Box inkBounds() {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < height; y++) {
      int first = y * width;
      int last = first + width - 1;
      while (first <= last && (values[first] & 255) < INK_THRESHOLD) {
        first++;
      }
      if (first > last) {
        continue;
      }
      while ((values[last] & 255) < INK_THRESHOLD) {
        last--;
      }
      left = Math.min(left, first - y * width);
      right = Math.max(right, last + 1 - y * width);
      top = Math.min(top, y);
      bottom = y + 1;
    }
    return bottom == 0 ? null : new Box(left, top, right - left, bottom - top);
  }

  /** Returns whether the paper's colour was estimated locally, as in photographs. */
  public boolean isLocal() {
    return local;
  }

  /** Returns the map rotated clockwise by a number of quarter turns. */
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

  /** Returns a map of the same picture with other values. */
  public InkMap with(byte[] others) {
    return with(width, height, others);
  }

  /** Returns a map of a part of the same picture. */
  public InkMap with(int partWidth, int partHeight, byte[] others) {
    return new InkMap(partWidth, partHeight, others, local);
  }

  /** Separates ink from paper of one colour or, if the light is uneven, of a local colour. */
  public static InkMap of(Raster raster) {
    InkMap uniform = uniform(raster);
    return uniform == null ? local(raster) : uniform;
  }

  /**
   * Separates ink from paper, whose colour is the most frequent one in the picture.
   *
   * @return null if the paper is unevenly lit or has several colours
   */
  public static @Nullable InkMap uniform(Raster raster) {
    short[] distances = UniformBackground.distances(raster);
    if (distances == null) {
      return null;
    }
    InkLevels levels =
        new InkLevels(distances, UniformBackground.MIN_CONTRAST, UniformBackground.MIN_PAPER_SHARE);
    return new InkMap(raster.width(), raster.height(), levels.values(distances), false);
  }

  /** Separates ink from unevenly lit paper, whose colour is estimated locally. */
  public static InkMap local(Raster raster) {
    short[] distances = UnevenBackground.distances(raster);
    InkLevels levels = localLevels(distances);
    if (levels.isNoisy()) {
      distances = smoothed(distances, raster.width());
      levels = localLevels(distances);
    }
    return new InkMap(raster.width(), raster.height(), levels.values(distances), true);
  }

  private static InkLevels localLevels(short[] distances) {
    return new InkLevels(
        distances, UnevenBackground.MIN_CONTRAST, UnevenBackground.MIN_PAPER_SHARE);
  }

  /**
   * Averages 3 × 3 pixels. At the left and right border these are from both borders: ink there is
   * ignored.
   */
  private static short[] smoothed(short[] distances, int width) {
    short[] smoothed = new short[distances.length];
    for (int i = width + 1; i < distances.length - width - 1; i++) {
      int sum = 0;
      for (int row = i - width; row <= i + width; row += width) {
        sum += distances[row - 1] + distances[row] + distances[row + 1];
      }
      smoothed[i] = (short) (sum / 9);
    }
    return smoothed;
  }

  /** Splits the picture into a light and a dark tone and takes one of them as the ink. */
  public static InkMap twoTone(Raster raster, boolean lightInk) {
    short[] distances = TwoToneBackground.distances(raster, lightInk);
    byte[] values = new InkLevels(distances, TwoToneBackground.MIN_CONTRAST, 0).values(distances);
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

  /** Returns the share of the border's pixels that are ink: 0 if the paper has a margin. */
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
