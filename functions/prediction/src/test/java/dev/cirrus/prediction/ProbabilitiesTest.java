package dev.cirrus.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ProbabilitiesTest {
  @Test
  void theDigitIsTheMostLikelyOne() {
    Probabilities probabilities = Probabilities.of(0, 0, 0, 0.3f, 0, 0, 0, 0, 0, 0.7f);
    assertEquals(9, probabilities.digit());
    assertEquals(0.7f, probabilities.confidence());
  }

  @Test
  void ofEquallyLikelyDigitsTheSmallestIsTheDigit() {
    assertEquals(3, Probabilities.of(0, 0, 0, 0.5f, 0, 0, 0, 0, 0, 0.5f).digit());
  }

  @Test
  void probabilitiesAreEqualOnlyIfAllValuesAre() {
    assertNotEquals(
        Probabilities.of(0, 0, 0, 0.3f, 0, 0, 0, 0, 0, 0.7f),
        Probabilities.of(0, 0, 0.3f, 0, 0, 0, 0, 0, 0, 0.7f));
  }

  @Test
  void roundingErrorsAreClamped() {
    Probabilities probabilities = Probabilities.of(1.0000002f, -1e-9f, 0, 0, 0, 0, 0, 0, 0, 0);
    assertEquals(1f, probabilities.values()[0]);
    assertEquals(0f, probabilities.values()[1]);
  }

  @Test
  void valuesThatAreNotProbabilitiesAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> Probabilities.of(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Probabilities.of(Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Probabilities.of(2, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }
}
