package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.wire.Json;
import java.io.IOException;
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
    String version = null;
    String sha256 = null;
    try (JsonParser json = Json.parser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("A model's pointer or card is a JSON object.");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        json.nextToken();
        switch (property) {
          case "version" -> version = json.getText();
          case "sha256" -> sha256 = json.getText();
          default -> json.skipChildren();
        }
      }
    }
    if (version == null || sha256 == null) {
      throw new IOException("A model's pointer or card names its version and its sha256.");
    }
    try {
      return new ModelPointer(version, sha256);
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
