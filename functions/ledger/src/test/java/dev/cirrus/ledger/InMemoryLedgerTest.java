package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.testsupport.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryLedgerTest extends LedgerContract {
  InMemoryLedgerTest() {
    super(InMemoryLedger::new, 1_000);
  }

  @Test
  void correctionsAreStreamedAcrossPagesAndDays() {
    MutableClock clock = new MutableClock(Instant.parse("2026-11-20T12:00:00Z"));
    Ledger ledger = new InMemoryLedger(clock);
    TestPredictions predictions = new TestPredictions(1);
    String owner = predictions.owner();
    for (int i = 0; i < 2 * Ledger.PAGE + 10; i++) {
      if (i == Ledger.PAGE + 5) {
        clock.advance(Duration.ofDays(1));
      }
      clock.advance(Duration.ofMillis(1));
      var prediction = predictions.at(clock.instant()).owner(owner).digits(1).build();
      ledger.record(prediction, clock.instant().plus(Duration.ofDays(90)));
      ledger.correct(owner, prediction.id(), Labels.forAll(7));
    }
    LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<String> ids =
        ledger.corrections(last.minusDays(1), last).map(e -> e.prediction().id()).toList();
    assertEquals(2 * Ledger.PAGE + 10, ids.size());
    assertEquals(ids.stream().sorted().toList().reversed(), ids);
  }
}
