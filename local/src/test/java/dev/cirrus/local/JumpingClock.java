package dev.cirrus.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * A clock that jumps back and forth. It keeps the day, on which counts depend, and differs from the
 * callers' clock by less than what is accepted in the id of a prediction.
 */
final class JumpingClock extends Clock {
  private static final int MAX_ERROR_SECONDS = 240;

  private final RandomGenerator random;
  private volatile Duration error = Duration.ZERO;

  JumpingClock(RandomGenerator random) {
    this.random = random;
  }

  void jump() {
    error = Duration.ofSeconds(random.nextInt(-MAX_ERROR_SECONDS, MAX_ERROR_SECONDS + 1));
  }

  @Override
  public Instant instant() {
    Instant right = Instant.now();
    Instant wrong = right.plus(error);
    return day(wrong).equals(day(right)) ? wrong : right;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
