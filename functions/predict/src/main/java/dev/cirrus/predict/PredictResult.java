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
 * @param layout where the digits of a picture stand, or null where images were sent
 * @param recorded false where the caller asked for no record or the queue did not accept it in time
 */
record PredictResult(Prediction prediction, @Nullable PageLayout layout, boolean recorded) {
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
      if (layout == null) {
        digits.get(i).writeWithoutPixels(json);
      } else {
        digits.get(i).writeWithLine(json, layout.lines().get(i));
      }
    }
    json.writeEndArray();
    if (layout != null) {
      layout.writeFields(json);
    }
    json.writeEndObject();
  }
}
