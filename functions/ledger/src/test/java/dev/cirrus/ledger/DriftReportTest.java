package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.testsupport.MutableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DriftReportTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private static DayCounts counts(long each, long unsure, long corrections) {
    return new DayCounts(DAY, Collections.nCopies(10, each), unsure, corrections);
  }

  @Test
  void unchangedCountsAreNoDrift() {
    DriftReport drift = between(counts(100, 10, 20), counts(700, 70, 140));
    assertEquals(0, drift.score());
    assertFalse(drift.shifted());
    assertEquals(List.of(), drift.reasons());
  }

  @Test
  void aChangedDigitMixIsDrift() {
    DayCounts sevens =
        new DayCounts(DAY, List.of(70L, 70L, 70L, 70L, 70L, 70L, 70L, 370L, 70L, 70L), 0, 0);
    DriftReport drift = between(sevens, counts(700, 0, 0));
    assertEquals(0.27, drift.shift(), 1e-9);
    assertEquals(1.35, drift.score(), 1e-9);
    assertEquals(List.of("The digit mix shifted by 27 %."), drift.reasons());
  }

  @Test
  void lowerConfidenceIsDrift() {
    DriftReport drift = between(counts(100, 160, 0), counts(700, 350, 0));
    assertEquals(1.1, drift.score(), 1e-9);
    assertEquals(
        List.of("The model is unsure of 16.0 % of the digits, up from 5.0 %."), drift.reasons());
  }

  @Test
  void moreCorrectionsAreDrift() {
    DriftReport drift = between(counts(100, 0, 80), counts(700, 0, 140));
    assertEquals(1.2, drift.score(), 1e-9);
    assertEquals(List.of("Owners correct 8.0 % of the digits, up from 2.0 %."), drift.reasons());
  }

  @Test
  void higherConfidenceAndFewerCorrectionsAreNoDrift() {
    assertEquals(0, between(counts(100, 0, 0), counts(700, 3500, 700)).score());
  }

  @Test
  void aReasonIsGivenOnlyForWhatChanged() {
    DayCounts sevens =
        new DayCounts(DAY, List.of(70L, 70L, 70L, 70L, 70L, 70L, 70L, 370L, 70L, 70L), 300, 200);
    DriftReport drift = between(sevens, counts(700, 2100, 1400));
    assertEquals(List.of("The digit mix shifted by 27 %."), drift.reasons());
  }

  @Test
  void tooFewDigitsGiveNoReport() {
    DayCounts few = new DayCounts(DAY, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 199L, 0L, 0L), 199, 199);
    assertFalse(between(few, counts(700, 0, 0)).shifted());
    assertFalse(between(counts(700, 0, 0), few).shifted());
    assertEquals(List.of(), between(few, few).reasons());
  }

  @Test
  void theLastTwoDaysAreComparedWithTheTwoWeeksBefore() {
    MutableClock clock =
        new MutableClock(DAY.minusDays(20).atStartOfDay().toInstant(ZoneOffset.UTC));
    InMemoryLedger ledger = new InMemoryLedger(clock);
    TestPredictions predictions = new TestPredictions(1);
    for (LocalDate day = DAY.minusDays(20); !day.isAfter(DAY); day = day.plusDays(1)) {
      int digit = day.isBefore(DAY.minusDays(1)) ? 1 : 2;
      int[] digits = Collections.nCopies(60, digit).stream().mapToInt(i -> i).toArray();
      for (int i = 0; i < 2; i++) {
        ledger.record(
            predictions.at(clock.instant()).digits(digits).build(),
            clock.instant().plus(Duration.ofDays(90)));
      }
      clock.advance(Duration.ofDays(1));
    }
    DriftReport drift = DriftReport.asOf(DAY, ledger);
    assertEquals(16, drift.days().size());
    assertEquals(120, drift.days().getLast().total());
    assertEquals(240, drift.digits());
    assertEquals(14 * 120, drift.digitsBefore());
    assertEquals(1, drift.shift(), 1e-9);
    assertTrue(drift.shifted());
  }

  private static DriftReport between(DayCounts recent, DayCounts before) {
    return new DriftReport(recent, before, List.of(before, recent));
  }
}
