package dev.cirrus.training.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SampleGeneratorTest {
  private static final float[] STROKE = {0, 0, 20, 0, 8, 40};
  private static final LabeledImages NONE = new LabeledImages(new byte[0], new byte[0]);

  @Test
  void aLetterIsNotADigit() {
    PenSample letter = new PenSample('K', "o/a", List.of(STROKE));
    TrainingSet set = new TrainingSet(TinyData.images(5, 1), List.of(), List.of(letter), NONE);
    Mixture mixture = new Mixture(Map.of(SampleSource.LETTER, 1.0));
    SampleGenerator generator = new SampleGenerator(set, mixture, 1);
    float[] target = new float[SampleGenerator.CLASSES];
    target[SampleGenerator.NOT_A_DIGIT] = 1;
    assertArrayEquals(target, generator.next(new SplittableRandom(1)).target());
  }

  @Test
  void sourcesAreUsedAsOftenAsTheirWeightsSay() {
    Mixture mixture = new Mixture(Map.of(SampleSource.MNIST, 3.0, SampleSource.CORRECTION, 1.0));
    SplittableRandom random = new SplittableRandom(1);
    int mnist = 0;
    for (int i = 0; i < 4000; i++) {
      mnist += mixture.pick(random) == SampleSource.MNIST ? 1 : 0;
    }
    assertEquals(0.75, mixture.share(SampleSource.MNIST));
    assertEquals(3000, mnist, 100);
  }

  @Test
  void aWeightMustBePositive() {
    Map<SampleSource, Double> weights = Map.of(SampleSource.MNIST, -1.0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Mixture(weights)).getMessage();
    assertTrue(String.valueOf(message).startsWith("expected positive weights"), message);
  }
}
