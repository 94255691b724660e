package dev.cirrus.runs;

/** The reason why a training run was started. */
public enum RunTrigger {
  MANUAL("hand"),
  SCHEDULE("schedule"),
  CORRECTIONS("corrections");

  private final String text;

  RunTrigger(String text) {
    this.text = text;
  }

  /** The spelling in the HTTP interface and in the table. */
  public String text() {
    return text;
  }

  /**
   * Parses a trigger.
   *
   * @throws IllegalArgumentException if no trigger has this name
   */
  public static RunTrigger of(String text) {
    for (RunTrigger trigger : values()) {
      if (trigger.text.equals(text)) {
        return trigger;
      }
    }
    throw new IllegalArgumentException("Unknown run trigger: " + text);
  }
}
