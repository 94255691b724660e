package dev.cirrus.vision;

/** A digit found in a raster. */
public final class Digit {
  /** The width and height of a digit's image, as in MNIST. */
  public static final int SIDE = 28;

  private final Box box;
  private final int line;
  private final byte[] pixels;
  private final float[] scores;

  Digit(Box box, int line, byte[] pixels, float[] scores) {
    this.box = box;
    this.line = line;
    this.pixels = pixels;
    this.scores = scores;
  }

  /** Returns the same digit with another bounding box. */
  Digit at(Box other) {
    return new Digit(other, line, pixels, scores);
  }

  /** Returns the bounding box of the digit's ink in the raster. */
  public Box box() {
    return box;
  }

  /** Returns the text line of the digit, counted from 0 at the top. */
  public int line() {
    return line;
  }

  /** Returns a copy of the 28 × 28 unsigned values, row by row, with bright ink on dark. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /**
   * Returns a copy of the {@link DigitScorer}'s probabilities: of the digits from 0 to 9 and, last,
   * of "not a digit". Without a scorer all digits are equally likely.
   */
  public float[] scores() {
    return scores.clone();
  }
}
