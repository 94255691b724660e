package dev.cirrus.runs;

import java.time.Instant;

/** The lock of the open run. It expires, so that a crashed run does not hold it for ever. */
public record RunLock(String run, Instant until) {
  public boolean isHeldAt(Instant now) {
    return now.isBefore(until);
  }
}
