package dev.cirrus.wire;

/** Where a digit stands in the picture it came from, in the picture's pixels. */
public record Box(int x, int y, int width, int height) {
  public Box {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A box lies inside its picture and holds at least a pixel.");
    }
  }
}
