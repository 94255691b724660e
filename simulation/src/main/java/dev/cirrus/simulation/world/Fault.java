package dev.cirrus.simulation.world;

import java.util.Locale;

/** What may go wrong with a call to a service. */
public enum Fault {
  NONE,
  /** The service rejects the call: it throttles, or another transaction holds the item. */
  REJECTED,
  /** The request is lost, and the call times out. */
  REQUEST_LOST,
  /** The service does what was asked, but its response is lost, and the call times out. */
  RESPONSE_LOST,
  /** The response of the first attempt is lost, and the SDK tries again. */
  RETRIED,
  /** The call times out, and the service does what was asked only afterwards. */
  LATE,
  /** The SDK tries again, and the first attempt arrives after the second. */
  OVERTAKEN,
  /** The call takes as long as it may. */
  SLOW,
  /** The function's process stalls until its time is over. */
  STALLED,
  /** The function's process ends before the request is sent. */
  CRASH_BEFORE,
  /** The function's process ends after the service did what was asked. */
  CRASH_AFTER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
