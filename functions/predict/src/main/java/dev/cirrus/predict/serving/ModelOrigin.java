package dev.cirrus.predict.serving;

import java.util.Locale;

/** Where the serving model was loaded from. */
public enum ModelOrigin {
  SHIPPED,
  BUCKET;

  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
