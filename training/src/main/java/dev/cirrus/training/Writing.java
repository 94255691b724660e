package dev.cirrus.training;

import java.io.Serializable;
import java.util.List;

/**
 * What one person wrote on a tablet: its strokes in the tablet's own units, y downwards.
 *
 * @param label the character written
 * @param writer the organisation that collected it and the writer's name there, "organisation/name"
 * @param strokes each stroke as x, y, x, y, …
 */
record Writing(char label, String writer, List<float[]> strokes) implements Serializable {
  Writing {
    if (writer.indexOf('/') < 1) {
      throw new IllegalArgumentException("a writer is organisation/name, not " + writer);
    }
    strokes = List.copyOf(strokes);
  }

  String organisation() {
    return writer.substring(0, writer.indexOf('/'));
  }

  boolean isDigit() {
    return label >= '0' && label <= '9';
  }
}
