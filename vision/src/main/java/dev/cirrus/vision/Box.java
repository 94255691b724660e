package dev.cirrus.vision;

/** A rectangle of whole pixels: its left upper corner and its size, both in the raster's pixels. */
public record Box(int x, int y, int width, int height) {
  public Box {
    if (x < 0 || y < 0 || width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "A box needs a corner of at least 0 and a size of at least 1, not "
              + (width + " × " + height + " at " + x + ", " + y + "."));
    }
  }
}
