package dev.cirrus.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.Classification;
import dev.cirrus.training.data.LabeledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TemperatureScalingTest {
  private static ScoredDigit scored(int label, int digit, float confidence) {
    float[] probabilities = new float[10];
    Arrays.fill(probabilities, (1 - confidence) / 9);
    probabilities[digit] = confidence;
    return new ScoredDigit(label, new byte[LabeledImages.PIXELS], Classification.of(probabilities));
  }

  @Test
  void theTemperatureOfAnOverconfidentModelIsAboveOne() {
    List<ScoredDigit> scored = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      scored.add(scored(3, i < 8 ? 3 : 5, 0.99f));
    }
    assertTrue(TemperatureScaling.fit(scored) > 1.5);
  }
}
