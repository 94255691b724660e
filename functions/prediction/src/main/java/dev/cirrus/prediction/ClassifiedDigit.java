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

  /**
   * Writes the fields of the digit's JSON object.
   *
   * @param withPixels false for callers who sent the pixels
   */
  public void writeFields(JsonGenerator json, boolean withPixels) throws IOException {
    probabilities.writeFields(json);
    if (withPixels) {
      json.writeStringField("pixels", pixels.base64());
    }
    if (box != null) {
      box.writeField(json);
    }
  }
}
