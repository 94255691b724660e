package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarksTest {
  private static Answer answer(int label, int digit, float confidence) {
    float[] probabilities = new float[10];
    java.util.Arrays.fill(probabilities, (1 - confidence) / 9);
    probabilities[digit] = confidence;
    return new Answer(label, new byte[Images.PIXELS], probabilities);
  }

  @Test
  void countsWhatWasTakenForWhat() {
    Marks marks =
        Marks.of(
            "set",
            List.of(
                answer(1, 1, 0.9f),
                answer(1, 7, 0.9f),
                answer(7, 7, 0.9f),
                new Answer(7, new byte[0], new float[0])));
    assertEquals(0.5, marks.accuracy());
    assertEquals(1, marks.confusion()[1][7]);
    assertEquals(1, marks.confusion()[7][Network.CLASSES]);
    assertEquals(0.5, marks.recall(1));
    assertEquals(0.5, marks.precision(7));
    assertEquals(4, marks.count());
  }

  @Test
  void confidenceThatKeepsItsWordHasNoCalibrationError() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(answer(3, i < 8 ? 3 : 5, 0.8f));
    }
    assertEquals(0, Marks.of("honest", answers).calibrationError(), 1e-6);
    answers.replaceAll(a -> answer(3, a.digit(), 0.95f));
    assertEquals(0.15, Marks.of("boastful", answers).calibrationError(), 1e-6);
  }

  @Test
  void theTemperatureCoolsWhatBoasts() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(answer(3, i < 8 ? 3 : 5, 0.99f));
    }
    assertTrue(Calibration.temperature(answers) > 1.5);
  }

  @Test
  void tellingApartIsOneWhereEveryDigitIsSurerThanEveryLetter() {
    List<Answer> digits = List.of(answer(1, 1, 0.9f), answer(2, 2, 0.8f));
    assertEquals(1, Exam.telling(digits, List.of(answer(-1, 1, 0.5f), answer(-1, 4, 0.3f))));
    assertEquals(0.5, Exam.telling(digits, List.of(answer(-1, 1, 0.85f))));
    assertEquals(0.5, Exam.telling(digits, digits));
  }
}
