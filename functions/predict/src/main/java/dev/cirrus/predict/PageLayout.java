package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.prediction.Box;
import java.io.IOException;
import java.util.List;

/**
 * Where the digits of a picture stand.
 *
 * @param lines the text line of each digit, from 0
 * @param rejected the boxes of marks that are not digits
 */
record PageLayout(List<Integer> lines, List<Box> rejected) {
  PageLayout {
    lines = List.copyOf(lines);
    rejected = List.copyOf(rejected);
  }

  /** The text with a line break between lines. */
  String inLines(String text) {
    StringBuilder broken = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && !lines.get(i).equals(lines.get(i - 1))) {
        broken.append('\n');
      }
      broken.append(text.charAt(i));
    }
    return broken.toString();
  }

  void writeFields(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rejected");
    for (Box box : rejected) {
      box.writeTo(json);
    }
    json.writeEndArray();
  }
}
