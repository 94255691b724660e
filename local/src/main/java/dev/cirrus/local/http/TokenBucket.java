package dev.cirrus.local.http;

import java.util.function.LongSupplier;

/** Throttles requests as API Gateway does: limits their rate and their burst. */
public final class TokenBucket {
  private final double ratePerNano;
  private final double burst;
  private final LongSupplier nanos;

  private double tokens;
  private long last;

  private TokenBucket(double ratePerNano, double burst, LongSupplier nanos) {
    this.ratePerNano = ratePerNano;
    this.burst = burst;
    this.nanos = nanos;
    this.tokens = burst;
    this.last = nanos.getAsLong();
  }

  /** Returns a throttle that admits bursts of twice as many requests as this rate. */
  public static TokenBucket perSecond(int rate, LongSupplier nanos) {
    return new TokenBucket(rate / 1e9, 2.0 * rate, nanos);
  }

  /** Returns a throttle that admits every request. */
  public static TokenBucket none() {
    return new TokenBucket(0, Double.POSITIVE_INFINITY, () -> 0);
  }

  synchronized boolean admits() {
    long now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - last) * ratePerNano);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
