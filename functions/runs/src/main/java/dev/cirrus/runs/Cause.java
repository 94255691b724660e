package dev.cirrus.runs;

import java.util.Locale;

/** What set a run off. */
public enum Cause {
  HAND,
  SCHEDULE,
  CORRECTIONS;

  /** As the interface and the table spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause so spelled; throws if there is none. */
  public static Cause of(String text) {
    for (Cause cause : values()) {
      if (cause.text().equals(text)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("No such cause of a run: " + text);
  }
}
