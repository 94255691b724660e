package dev.cirrus.predict;

import java.util.Locale;

/** Where the serving model was loaded from. */
enum ModelOrigin {
  SHIPPED,
  BUCKET;

  String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
