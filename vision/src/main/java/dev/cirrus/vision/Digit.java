package dev.cirrus.vision;

/** A digit found in a raster. */
public final class Digit {
  /** Width and height of a digit's pixels, as in MNIST. */
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

  /** Returns the same digit at another place. */
  Digit at(Box other) {
    return new Digit(other, line, pixels, scores);
  }

  /** The bounding box of the digit's ink in the raster. */
  public Box box() {
    return box;
  }

  /** The text line that the digit belongs to, counted from 0 at the top. */
  public int line() {
    return line;
  }

  /** 28 × 28 unsigned values row by row, ink bright on dark; a copy. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /**
   * The {@link DigitScorer}'s probabilities: the digits from 0 to 9 and, last, "not a digit"; a
   * copy. Without a scorer each digit is as likely as the next.
   */
  public float[] scores() {
    return scores.clone();
  }
}
