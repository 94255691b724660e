package dev.cirrus.prediction;

import java.util.Locale;
import java.util.Optional;

/** The origin of an image. */
public enum Source {
  CANVAS,
  UPLOAD,
  API;

  /** Returns the name in JSON. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Source> ofJsonName(String name) {
    for (Source source : values()) {
      if (source.jsonName().equals(name)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }
}
