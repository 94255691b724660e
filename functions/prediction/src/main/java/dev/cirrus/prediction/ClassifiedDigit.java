package dev.cirrus.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A digit's probabilities and the pixels that they were computed from.
 *
 * @param box the digit's bounding box if it was found in a picture, or null
 */
public record ClassifiedDigit(Probabilities probabilities, Pixels pixels, @Nullable Box box) {
  public int digit() {
    return probabilities.digit();
  }

  /** Writes the digit as a JSON object. */
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json, true);
    json.writeEndObject();
  }

  /** Writes the digit as a JSON object for the caller who sent the pixels. */
  public void writeWithoutPixels(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json, false);
    json.writeEndObject();
  }

  /** The same with the digit's text line in its picture. */
  public void writeWithLine(JsonGenerator json, int line) throws IOException {
    json.writeStartObject();
    writeFields(json, false);
    json.writeNumberField("line", line);
    json.writeEndObject();
  }

  private void writeFields(JsonGenerator json, boolean withPixels) throws IOException {
    probabilities.writeFields(json);
    if (withPixels) {
      json.writeStringField("pixels", pixels.base64());
    }
    if (box != null) {
      box.writeField(json);
    }
  }
}
