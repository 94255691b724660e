package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which mistakes are shown. */
final class ResultsTest {
  private static Answer answer(int label, int digit, float confidence) {
    float[] probabilities = new float[Network.CLASSES];
    probabilities[digit] = confidence;
    return new Answer(label, new byte[Images.PIXELS], probabilities);
  }

  @Test
  void aWritingThatIsReadWrongAgainAndAgainIsOneMistakeTheSurest() {
    Answer unsure = answer(4, 9, 0.6f);
    Answer sure = answer(4, 9, 0.9f);
    Answer right = answer(7, 7, 0.9f);
    Answer notFound = new Answer(7, new byte[0], new float[0]);
    assertEquals(
        List.of(sure),
        List.copyOf(Results.wrong(List.of(unsure, right, sure, notFound, unsure, right), 2)));
  }
}
