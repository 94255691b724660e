package dev.cirrus.bench.reading;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture of a sheet and the digits written on it.
 *
 * @param lines the digits of each line, from top to bottom
 */
record ComposedSheet(BufferedImage image, List<String> lines) {
  public ComposedSheet {
    lines = List.copyOf(lines);
  }

  /** Returns the same digits in another picture. */
  ComposedSheet in(BufferedImage other) {
    return new ComposedSheet(other, lines);
  }
}
