package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Prediction;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction and whether it was handed to the queue.
 *
 * @param notADigit for each digit, the probability that the image shows something else
 * @param layout where the digits of a picture stand, or null where images were sent
 * @param withPixels whether the digits' pixels are part of the response
 * @param recorded false where the caller asked for no record or the queue did not accept it in time
 */
record PredictResult(
    Prediction prediction,
    List<Float> notADigit,
    @Nullable PageLayout layout,
    boolean withPixels,
    boolean recorded) {
  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", prediction.id());
    json.writeStringField("model", prediction.model());
    json.writeStringField(
        "text", layout == null ? prediction.text() : layout.inLines(prediction.text()));
    json.writeBooleanField("recorded", recorded);
    json.writeArrayFieldStart("predictions");
    List<ClassifiedDigit> digits = prediction.digits();
    for (int i = 0; i < digits.size(); i++) {
      json.writeStartObject();
      digits.get(i).writeFields(json, withPixels);
      json.writeNumberField("notADigit", notADigit.get(i));
      if (layout != null) {
        json.writeNumberField("line", layout.lines().get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (layout != null) {
      layout.writeFields(json);
    }
    json.writeEndObject();
  }
}
