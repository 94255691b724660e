package dev.cirrus.predict.serving;

import java.util.Locale;

/** The place from which the serving model was loaded. */
public enum ModelOrigin {
  SHIPPED,
  BUCKET;

  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
