package dev.cirrus.runs;

import java.time.Instant;

/** Who may run, and until when: a run that crashed holds it no longer than that. */
public record RunLock(String run, Instant until) {
  public boolean isHeldAt(Instant now) {
    return now.isBefore(until);
  }
}
