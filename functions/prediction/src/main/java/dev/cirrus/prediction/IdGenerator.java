package dev.cirrus.prediction;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Generates UUIDs of version 7 (RFC 9562), which sort by their time of creation.
 *
 * <p>It keeps no state between ids: many processes are restored from one Lambda snapshot, and a
 * counter or a seeded generator would return the same ids in all of them.
 */
public final class IdGenerator {
  private static final Pattern FORMAT =
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

  /** Returns whether the text has the format of an id. */
  public static boolean isId(String text) {
    return FORMAT.matcher(text).matches();
  }

  /** Returns the time that an id contains. */
  public static Instant time(String id) {
    return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
  }

  private static RandomGenerator systemRandom() {
    SecureRandom system = systemSource();
    // Seeds come from the operating system each time; other bytes come from a buffer in memory.
    return () -> ByteBuffer.wrap(system.generateSeed(Long.BYTES)).getLong();
  }

  private static SecureRandom systemSource() {
    try {
      return SecureRandom.getInstance("NativePRNGNonBlocking");
    } catch (NoSuchAlgorithmException e) {
      // A platform without /dev/urandom has no Lambda snapshots either.
      return new SecureRandom();
    }
  }
}
