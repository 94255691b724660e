package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static Classification classified(int digit, float confidence) {
    float[] probabilities = new float[Classification.DIGITS];
    Arrays.fill(probabilities, (1 - confidence) / 9);
    probabilities[digit] = confidence;
    return Classification.of(probabilities);
  }

  @Test
  void countsCorrectDigitsConfusionsAndDigitsNotFound() {
    Metrics metrics = new Metrics();
    metrics.add(1, classified(1, 0.9f));
    metrics.add(1, classified(7, 0.9f));
    metrics.add(7, classified(7, 0.9f));
    metrics.add(7, null);
    assertEquals(4, metrics.count());
    assertEquals(0.5, metrics.accuracy());
    assertEquals(1, metrics.count(1, 7));
    assertEquals(1, metrics.confusion()[7][Classification.DIGITS]);
    assertEquals(0.5, metrics.recall(1));
    assertEquals(0.5, metrics.precision(7));
  }

  @Test
  void theCalibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
    Metrics calibrated = new Metrics();
    Metrics overconfident = new Metrics();
    for (int i = 0; i < 10; i++) {
      calibrated.add(3, classified(i < 8 ? 3 : 5, 0.8f));
      overconfident.add(3, classified(i < 8 ? 3 : 5, 0.95f));
    }
    assertEquals(0, calibrated.calibrationError(), 1e-6);
    assertEquals(0.15, overconfident.calibrationError(), 1e-6);
  }

  @Test
  void aNanIsCountedAsNonFiniteAndNotAsAnyDigit() {
    Metrics metrics = new Metrics();
    float[] probabilities = classified(0, 0.9f).digits();
    probabilities[4] = Float.NaN;
    metrics.add(0, Classification.of(probabilities));
    assertEquals(1, metrics.nonFinite());
    assertEquals(0, metrics.count(0));
    assertEquals(0, metrics.accuracy());
  }
}
