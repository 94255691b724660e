package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void overconfidenceAndUnderconfidenceDoNotCancelOut() {
    Metrics metrics = new Metrics();
    for (int i = 0; i < 20; i++) {
      metrics.add(3, classified(i % 4 < 3 ? 3 : 5, i < 10 ? 0.95f : 0.55f));
    }
    // 8 of the first ten and 7 of the others are correct.
    assertEquals((0.15 + 0.15) / 2, metrics.calibrationError(), 1e-6);
  }

  @Test
  void theCalibrationBinsContainTheFoundDigitsByTheirConfidence() {
    Metrics metrics = new Metrics();
    metrics.add(3, classified(3, 0.98f));
    metrics.add(3, classified(5, 0.96f));
    metrics.add(3, classified(3, 0.5f));
    metrics.add(3, null);
    List<Metrics.CalibrationBin> bins = metrics.calibrationBins();
    assertEquals(List.of(1, 2), bins.stream().map(Metrics.CalibrationBin::count).toList());
    assertEquals(List.of(1.0, 0.5), bins.stream().map(Metrics.CalibrationBin::accuracy).toList());
    assertEquals(0.5, bins.get(0).confidence(), 1e-6);
    assertEquals(0.97, bins.get(1).confidence(), 1e-6);
  }

  @Test
  void theLossIsTheMeanNegativeLogLikelihoodOfTheLabels() {
    Metrics metrics = new Metrics();
    metrics.add(3, classified(3, 0.5f));
    metrics.add(3, classified(5, 0.1f));
    assertEquals((-Math.log(0.5) - Math.log(0.1)) / 2, metrics.loss(), 1e-6);
  }

  @Test
  void everyDigitOccursOnlyIfNoneIsMissing() {
    Metrics metrics = new Metrics();
    for (int digit = 0; digit < Classification.DIGITS; digit++) {
      assertFalse(metrics.hasEveryDigit());
      metrics.add(digit, classified(0, 0.9f));
    }
    assertTrue(metrics.hasEveryDigit());
  }

  /** The images are larger in number than a batch, and each contains its label as a pixel. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyNthDigitOfASetIsClassifiedWithItsOwnLabel(int nth) {
    int size = 1000;
    byte[] labels = new byte[size];
    byte[] pixels = new byte[size * Classifier.VALUES];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) (i % 7);
      pixels[i * Classifier.VALUES] = labels[i];
    }
    Metrics metrics =
        Metrics.of(
            new FakeClassifier(images ->
                Stream.of(images)
                    .map(image -> classified(Math.round(image[0] * 255), 0.9f))
                    .toList()),
            new EvaluationSet("labels as pixels", labels, pixels),
            nth,
            image -> image);
    assertEquals((size + nth - 1) / nth, metrics.count());
    assertEquals(1, metrics.accuracy());
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
