package dev.cirrus.models;

import java.time.Duration;

/**
 * The deadlines and attempts of a call to S3. Each call's deadline is shorter than its caller's.
 *
 * @param connection for opening a connection
 * @param attempt for one attempt, its response included
 * @param call for all attempts together
 */
public record RetryPolicy(Duration connection, Duration attempt, Duration call, int maxAttempts) {
  /** For polling: the caller has 10 seconds and asks again 30 seconds later anyway. */
  public static final RetryPolicy SINGLE_ATTEMPT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 1);

  /** For reads and writes that must succeed: API Gateway waits 29 seconds. */
  public static final RetryPolicy PERSISTENT =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(20), 3);
}
