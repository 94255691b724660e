package dev.cirrus.predict;

import java.util.Locale;

/** Where a model came from. */
enum ModelOrigin {
  SHIPPED,
  BUCKET;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
