package dev.cirrus.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class IdGeneratorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void anIdContainsItsTimeVersionAndVariant() {
    String id = new IdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), () -> -1L).next();
    assertEquals(NOW, IdGenerator.time(id));
    assertEquals(7, UUID.fromString(id).version());
    assertEquals(2, UUID.fromString(id).variant());
  }

  @Test
  void aLaterIdSortsAfterAnEarlierOne() {
    String earlier = new IdGenerator(Clock.fixed(NOW, ZoneOffset.UTC), () -> -1L).next();
    String later = new IdGenerator(Clock.fixed(NOW.plusMillis(1), ZoneOffset.UTC), () -> 0L).next();
    assertTrue(earlier.compareTo(later) < 0);
  }

  @Test
  void generatorsWithTheSameClockReturnDifferentIds() {
    Clock stopped = Clock.fixed(NOW, ZoneOffset.UTC);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      IdGenerator generator = IdGenerator.system(stopped);
      assertTrue(ids.add(generator.next()));
      assertTrue(ids.add(generator.next()));
    }
    assertTrue(ids.stream().allMatch(IdGenerator::isId));
  }

  @Test
  void otherTextIsNotAnId() {
    assertFalse(IdGenerator.isId(""));
    assertFalse(IdGenerator.isId("01890a5d-ac96-474b-bcce-b302099a8057"));
    assertFalse(IdGenerator.isId("01890A5D-AC96-774B-BCCE-B302099A8057"));
  }
}
