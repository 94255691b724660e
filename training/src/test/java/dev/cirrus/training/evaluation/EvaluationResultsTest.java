package dev.cirrus.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.classifier.Classification;
import dev.cirrus.training.data.LabeledImages;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluationResultsTest {
  private static ScoredDigit scored(int label, int digit, float confidence) {
    float[] probabilities = new float[Classification.DIGITS];
    probabilities[digit] = confidence;
    return new ScoredDigit(label, new byte[LabeledImages.PIXELS], Classification.of(probabilities));
  }

  @Test
  void aSampleMisreadSeveralTimesIsListedOnceWithItsHighestConfidence() {
    ScoredDigit unsure = scored(4, 9, 0.6f);
    ScoredDigit sure = scored(4, 9, 0.9f);
    ScoredDigit right = scored(7, 7, 0.9f);
    ScoredDigit notFound = new ScoredDigit(7, new byte[0], null);
    assertEquals(
        List.of(sure),
        List.copyOf(
            EvaluationResults.mistakes(List.of(unsure, right, sure, notFound, unsure, right), 2)));
  }
}
