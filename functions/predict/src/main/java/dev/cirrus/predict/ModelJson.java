package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import dev.cirrus.models.ModelCard;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes model cards. */
final class ModelJson {
  private static final String DRIFT = "drift";

  private ModelJson() {}

  /** Returns the response of {@code GET /model}: the card with the drift report added. */
  static void writeCard(JsonGenerator out, ModelCard card, @Nullable String drift)
      throws IOException {
    try (JsonParser json = Json.parser(card.json())) {
      json.nextToken();
      out.writeStartObject();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean ours = json.currentName().equals(DRIFT);
        if (!ours) {
          out.writeFieldName(json.currentName());
        }
        json.nextToken();
        if (ours) {
          json.skipChildren();
        } else {
          out.copyCurrentStructure(json);
        }
      }
    }
    if (drift != null) {
      out.writeFieldName(DRIFT);
      try (JsonParser json = Json.parser(drift)) {
        json.nextToken();
        out.copyCurrentStructure(json);
      }
    }
    out.writeEndObject();
  }
}
