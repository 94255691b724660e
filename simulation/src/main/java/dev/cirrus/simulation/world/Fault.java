package dev.cirrus.simulation.world;

import java.util.Locale;

/** A fault of a call to a service. */
public enum Fault {
  NONE,
  /** The service rejects the call: it throttles, or another transaction holds the item. */
  REJECTED,
  /** The request is lost, and the call times out. */
  REQUEST_LOST,
  /** The service executes the request, but its response is lost, and the call times out. */
  RESPONSE_LOST,
  /** The response of the first attempt is lost, and the SDK tries again. */
  RETRIED,
  /** The call times out, and the service executes the request only afterwards. */
  LATE,
  /** The SDK tries again, and the first attempt arrives after the second. */
  OVERTAKEN,
  /** The call takes nearly as long as its timeout. */
  SLOW,
  /** The function's process stalls until its invocation times out. */
  STALLED,
  /** The function's process ends before the request is sent. */
  CRASH_BEFORE,
  /** The function's process ends after the service has executed the request. */
  CRASH_AFTER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
