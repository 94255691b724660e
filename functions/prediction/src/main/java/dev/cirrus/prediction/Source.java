package dev.cirrus.prediction;

import java.util.Locale;
import java.util.Optional;

/** Where an image came from. */
public enum Source {
  CANVAS,
  UPLOAD,
  API;

  /** The name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Source> ofWire(String name) {
    for (Source source : values()) {
      if (source.wire().equals(name)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }
}
