package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pointers and cards, as JSON. */
final class ModelJson {
  private static final String DRIFT = "drift";

  private ModelJson() {}

  /**
   * The model that a pointer, or a card, is about.
   *
   * @throws IOException where it does not say
   */
  static ModelPointer pointer(String text) throws IOException {
    Map<String, String> texts = Json.stringProperties(text);
    try {
      return new ModelPointer(texts.getOrDefault("version", ""), texts.getOrDefault("sha256", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException("It names no model: " + e.getMessage(), e);
    }
  }

  /** A card as {@code GET /model} shows it: as it is, but for the drift that goes in. */
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
