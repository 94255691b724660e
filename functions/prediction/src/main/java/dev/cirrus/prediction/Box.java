package dev.cirrus.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A digit's bounding box in the picture that it came from, in the picture's pixels. */
public record Box(int x, int y, int width, int height) {
  public Box {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a box inside its picture that is at least 1 × 1 pixels");
    }
  }

  void writeField(JsonGenerator json) throws IOException {
    json.writeFieldName("box");
    writeTo(json);
  }

  /** Writes the box as a JSON object. */
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("x", x);
    json.writeNumberField("y", y);
    json.writeNumberField("width", width);
    json.writeNumberField("height", height);
    json.writeEndObject();
  }
}
