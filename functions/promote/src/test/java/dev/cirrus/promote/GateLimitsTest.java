package dev.cirrus.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "6, 0, false",
    "7, 0, true",
    "10, 2, false",
    "12, 2, true",
    "2, 9, false"
  })
  void aCandidateReadsWorseIfItLosesMorePicturesThanChanceExplains(
      int lost, int won, boolean worse) {
    assertEquals(worse, GateLimits.readsWorse(lost, won));
  }

  @Test
  void aSmallSetMayLoseTwoDigitsAndALargeOneTheMargin() {
    assertEquals(0.02, GateLimits.loss(0.001, 100));
    assertEquals(0.001, GateLimits.loss(0.001, 10_000));
  }
}
