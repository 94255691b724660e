package dev.cirrus.runs;

import java.util.Arrays;
import java.util.Optional;

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

  /** Returns the trigger with this spelling. */
  public static Optional<RunTrigger> of(String text) {
    return Arrays.stream(values()).filter(trigger -> trigger.text.equals(text)).findFirst();
  }
}
