package dev.cirrus.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static ScoredDigit answer(int label, int digit, float confidence) {
    float[] probabilities = new float[10];
    java.util.Arrays.fill(probabilities, (1 - confidence) / 9);
    probabilities[digit] = confidence;
    return new ScoredDigit(label, new byte[LabeledImages.PIXELS], probabilities);
  }

  @Test
  void countsWhatWasTakenForWhat() {
    Metrics marks =
        Metrics.of(
            "set",
            List.of(
                answer(1, 1, 0.9f),
                answer(1, 7, 0.9f),
                answer(7, 7, 0.9f),
                new ScoredDigit(7, new byte[0], new float[0])));
    assertEquals(0.5, marks.accuracy());
    assertEquals(1, marks.confusion()[1][7]);
    assertEquals(1, marks.confusion()[7][Network.CLASSES]);
    assertEquals(0.5, marks.recall(1));
    assertEquals(0.5, marks.precision(7));
    assertEquals(4, marks.count());
  }

  @Test
  void confidenceThatKeepsItsWordHasNoCalibrationError() {
    List<ScoredDigit> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(answer(3, i < 8 ? 3 : 5, 0.8f));
    }
    assertEquals(0, Metrics.of("honest", answers).calibrationError(), 1e-6);
    answers.replaceAll(a -> answer(3, a.digit(), 0.95f));
    assertEquals(0.15, Metrics.of("boastful", answers).calibrationError(), 1e-6);
  }

  @Test
  void theTemperatureCoolsWhatBoasts() {
    List<ScoredDigit> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(answer(3, i < 8 ? 3 : 5, 0.99f));
    }
    assertTrue(TemperatureScaling.temperature(answers) > 1.5);
  }

  @Test
  void tellingApartIsOneWhereEveryDigitIsSurerThanEveryLetter() {
    List<ScoredDigit> digits = List.of(answer(1, 1, 0.9f), answer(2, 2, 0.8f));
    assertEquals(1, Evaluator.telling(digits, List.of(answer(-1, 1, 0.5f), answer(-1, 4, 0.3f))));
    assertEquals(0.5, Evaluator.telling(digits, List.of(answer(-1, 1, 0.85f))));
    assertEquals(0.5, Evaluator.telling(digits, digits));
  }
}
