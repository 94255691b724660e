package dev.cirrus.prediction;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562), so that they sort by the time they were made.
 *
 * <p>It keeps nothing from one id to the next. A Lambda snapshot holds one memory and wakes it up
 * many times; a counter or a seeded generator in it would give the same ids to all of them.
 */
public final class IdGenerator {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final Clock clock;
  private final RandomGenerator random;

  public IdGenerator(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Returns a generator that uses this clock and the operating system's randomness. */
  public static IdGenerator system(Clock clock) {
    return new IdGenerator(clock, systemRandom());
  }

  public String next() {
    long high = (clock.millis() << 16) | 0x7000 | (random.nextLong() & 0xfff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** Whether this could be one of ours. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  private static RandomGenerator systemRandom() {
    SecureRandom system = systemSource();
    // Its seed, not its next bytes: those come through a buffer in this process's memory.
    return () -> ByteBuffer.wrap(system.generateSeed(Long.BYTES)).getLong();
  }

  private static SecureRandom systemSource() {
    try {
      return SecureRandom.getInstance("NativePRNGNonBlocking");
    } catch (NoSuchAlgorithmException e) {
      // Where there is no /dev/urandom there are no snapshots either.
      return new SecureRandom();
    }
  }
}
