package dev.cirrus.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
