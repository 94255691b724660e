package dev.cirrus.models;

import dev.cirrus.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The version and the hash of a model.
 *
 * @param sha256 the SHA-256 of the model file, in hex
 */
public record ModelPointer(String version, String sha256) {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelPointer {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "expected a version of up to 100 letters, digits, dots, hyphens and underscores");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("expected a SHA-256 of 64 hexadecimal digits");
    }
  }

  /**
   * Reads the version and the hash from a pointer file or a model card.
   *
   * @throws IllegalArgumentException if the text is not a JSON object with a valid version and hash
   */
  public static ModelPointer parse(String json) {
    Map<String, String> properties;
    try {
      properties = Json.stringProperties(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a JSON object", e);
    }
    return new ModelPointer(
        properties.getOrDefault("version", ""), properties.getOrDefault("sha256", ""));
  }

  /** The content of a pointer file. */
  public String toJson() {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("version", version);
      json.writeStringField("sha256", sha256);
      json.writeEndObject();
    });
  }
}
