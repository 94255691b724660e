package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ClassificationTest {
  @Test
  void tenOutputsLeaveNothingForNotADigit() {
    Classification classification = Classification.of(0, 0, 0.25f, 0, 0, 0, 0, 0.75f, 0, 0);
    assertEquals(0, classification.notADigit());
    assertEquals(7, classification.mostLikelyDigit());
    assertArrayEquals(classification.digits(), classification.digitDistribution());
  }

  @Test
  void theDistributionSpreadsNotADigitEvenly() {
    Classification classification = Classification.of(0, 0, 0, 0.2f, 0, 0, 0, 0, 0, 0, 0.8f);
    assertEquals(0.8f, classification.notADigit());
    assertEquals(3, classification.mostLikelyDigit());
    assertEquals(0.2f, classification.digit(3));
    float each = 0.08f;
    assertArrayEquals(
        new float[] {each, each, each, 0.28f, each, each, each, each, each, each},
        classification.digitDistribution(),
        1e-6f);
  }

  @Test
  void anotherNumberOfOutputsIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> Classification.of(new float[9]));
    assertThrows(IllegalArgumentException.class, () -> Classification.of(new float[12]));
  }
}
