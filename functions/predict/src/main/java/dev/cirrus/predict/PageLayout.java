package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.prediction.Box;
import dev.cirrus.vision.sheet.Point;
import dev.cirrus.vision.sheet.Quad;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the digits in a picture.
 *
 * @param lines the text line of each digit, from 0
 * @param rejected the boxes of marks that are not digits
 * @param sheet the corners of the sheet of paper that was read, or null if it fills the picture
 * @param scale the factor from the corners' coordinates to the picture's pixels
 */
record PageLayout(List<Integer> lines, List<Box> rejected, @Nullable Quad sheet, int scale) {
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
    if (sheet != null) {
      json.writeArrayFieldStart("sheet");
      for (Point corner : sheet.corners()) {
        json.writeStartArray();
        json.writeNumber(Math.round(corner.x() * scale));
        json.writeNumber(Math.round(corner.y() * scale));
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }
}
