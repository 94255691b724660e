package dev.cirrus.bench.reading;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture and what is written on it.
 *
 * @param lines the digits of each line, from the top
 */
record ComposedSheet(BufferedImage image, List<String> lines) {
  public ComposedSheet {
    lines = List.copyOf(lines);
  }

  /** The same writing in another picture. */
  ComposedSheet in(BufferedImage other) {
    return new ComposedSheet(other, lines);
  }
}
