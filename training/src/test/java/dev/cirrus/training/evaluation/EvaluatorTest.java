package dev.cirrus.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.classifier.Classification;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
  private static ScoredDigit withNotADigit(float notADigit) {
    float[] probabilities = new float[Classification.DIGITS + 1];
    Arrays.fill(probabilities, (1 - notADigit) / Classification.DIGITS);
    probabilities[Classification.DIGITS] = notADigit;
    return new ScoredDigit(-1, new byte[0], Classification.of(probabilities));
  }

  @Test
  void theAurocIsOneIfEveryLetterIsLessProbablyADigitThanEveryDigit() {
    List<ScoredDigit> digits = List.of(withNotADigit(0.1f), withNotADigit(0.2f));
    assertEquals(1, Evaluator.auroc(digits, List.of(withNotADigit(0.5f), withNotADigit(0.9f))));
    assertEquals(0.5, Evaluator.auroc(digits, List.of(withNotADigit(0.15f))));
    assertEquals(0.5, Evaluator.auroc(digits, digits));
  }
}
