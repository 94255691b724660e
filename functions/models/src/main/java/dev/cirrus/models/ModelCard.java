package dev.cirrus.models;

import dev.cirrus.json.Json;
import java.io.IOException;

/**
 * The description of a model. Only its version and hash mean anything to the program.
 *
 * @param json the whole card, a JSON object
 */
public record ModelCard(ModelPointer pointer, String json) {
  /**
   * Checks the card.
   *
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  public ModelCard {
    try {
      Json.stringProperties(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a JSON object", e);
    }
  }

  /**
   * Parses a card.
   *
   * @throws IllegalArgumentException if the text is not a JSON object with a valid version and hash
   */
  public static ModelCard parse(String json) {
    return new ModelCard(ModelPointer.parse(json), json);
  }
}
