package dev.cirrus.models;

/**
 * The description of a model. Only its version and hash mean anything to the program.
 *
 * @param json the whole card, a JSON object
 */
public record ModelCard(ModelPointer pointer, String json) {
  /**
   * Parses a card.
   *
   * @throws IllegalArgumentException if the text is not a JSON object with a valid version and hash
   */
  public static ModelCard parse(String json) {
    return new ModelCard(ModelPointer.parse(json), json);
  }
}
