package dev.cirrus.training.data;

import java.io.Serializable;
import java.util.List;

/**
 * A character written on a tablet. Coordinates are in the tablet's own units, y downwards.
 *
 * @param label the character written
 * @param writer the writer, as "organisation/name"
 * @param strokes each stroke as x, y, x, y, …
 */
public record PenSample(char label, String writer, List<float[]> strokes) implements Serializable {
  /** The greatest width, as a share of the length, of a line that only a 1 can be. */
  private static final double STRAIGHT = 0.15;

  public PenSample {
    if (writer.indexOf('/') < 1) {
      throw new IllegalArgumentException(
          "expected a writer as organisation/name but got " + writer);
    }
    strokes = List.copyOf(strokes);
  }

  public String organisation() {
    return writer.substring(0, writer.indexOf('/'));
  }

  public boolean isDigit() {
    return label >= '0' && label <= '9';
  }

  /**
   * Whether this is only one straight line with the label of a digit other than 1. The collection
   * cut some digits of several strokes apart and kept the label of the whole.
   */
  public boolean isFragment() {
    return isDigit() && label != '1' && relativeWidth() < STRAIGHT;
  }

  /** The width of the narrowest strip that contains the strokes, as a share of their length. */
  private double relativeWidth() {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int degrees = 0; degrees < 180; degrees += 5) {
      double cos = Math.cos(Math.toRadians(degrees));
      double sin = Math.sin(Math.toRadians(degrees));
      double from = Double.MAX_VALUE;
      double to = -Double.MAX_VALUE;
      for (float[] stroke : strokes) {
        for (int i = 0; i < stroke.length; i += 2) {
          double at = stroke[i] * cos + stroke[i + 1] * sin;
          from = Math.min(from, at);
          to = Math.max(to, at);
        }
      }
      least = Math.min(least, to - from);
      most = Math.max(most, to - from);
    }
    return most > 0 ? least / most : 0;
  }
}
