package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchGeneratorTest {
  private static final TrainingSet SET =
      new TrainingSet(
          TinyData.images(50, 1),
          List.of(new PenSample('7', "o/a", List.of(new float[] {0, 0, 20, 0, 8, 40}))),
          List.of(),
          new LabeledImages(new byte[0], new byte[0]));

  private static float[] images(int seed, int executor) {
    Recipe recipe = Recipe.full().forSet(SET).forRun(seed, 2);
    return new BatchGenerator(SET, recipe, executor, 10).batch(3).images();
  }

  @Test
  void aBatchDependsOnTheSeedTheExecutorAndTheStepAlone() {
    float[] images = images(1, 0);
    assertArrayEquals(images, images(1, 0));
    assertNotEquals(Arrays.hashCode(images), Arrays.hashCode(images(1, 1)));
    assertNotEquals(Arrays.hashCode(images), Arrays.hashCode(images(2, 0)));
  }
}
