package dev.cirrus.vision;

/** A rectangle in the pixels of a raster: its upper left corner and its size. */
public record Box(int x, int y, int width, int height) {
  public Box {
    if (x < 0 || y < 0 || width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "expected a corner of at least 0 and a size of at least 1 but got "
              + (width + " × " + height + " at " + x + ", " + y));
    }
  }
}
