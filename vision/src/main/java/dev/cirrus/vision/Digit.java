package dev.cirrus.vision;

/** One digit found in a raster: where it is, and what a classifier shall see of it. */
public final class Digit {
  /** Width and height of a digit's pixels, as MNIST has them. */
  public static final int SIDE = 28;

  private final Box box;
  private final byte[] pixels;

  public Digit(Box box, byte[] pixels) {
    this.box = box;
    this.pixels = pixels;
  }

  /** Where the digit's ink lies in the raster. */
  public Box box() {
    return box;
  }

  /** 28 × 28 unsigned values row by row, ink bright on dark; a copy. */
  public byte[] pixels() {
    return pixels.clone();
  }
}
