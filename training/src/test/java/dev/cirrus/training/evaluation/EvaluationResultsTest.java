package dev.cirrus.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which mistakes are shown. */
final class EvaluationResultsTest {
  private static ScoredDigit answer(int label, int digit, float confidence) {
    float[] probabilities = new float[Network.CLASSES];
    probabilities[digit] = confidence;
    return new ScoredDigit(label, new byte[LabeledImages.PIXELS], probabilities);
  }

  @Test
  void aWritingThatIsReadWrongAgainAndAgainIsOneMistakeTheSurest() {
    ScoredDigit unsure = answer(4, 9, 0.6f);
    ScoredDigit sure = answer(4, 9, 0.9f);
    ScoredDigit right = answer(7, 7, 0.9f);
    ScoredDigit notFound = new ScoredDigit(7, new byte[0], new float[0]);
    assertEquals(
        List.of(sure),
        List.copyOf(
            EvaluationResults.wrong(List.of(unsure, right, sure, notFound, unsure, right), 2)));
  }
}
