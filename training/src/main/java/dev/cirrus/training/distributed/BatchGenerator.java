package dev.cirrus.training.distributed;

import dev.cirrus.training.augmentation.SampleGenerator;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Batch;
import dev.cirrus.training.network.Network;
import java.util.SplittableRandom;

/**
 * Generates the batches of one executor. A batch depends only on the seed, the executor's index and
 * the step's number, so that an interrupted run continues as if it had never stopped.
 */
public final class BatchGenerator {
  /** The share of the training with full distortion; it then halves, to learn the details. */
  private static final double FULL_DISTORTION = 0.75;

  private final SampleGenerator generator;
  private final Recipe recipe;
  private final int index;
  private final long totalSteps;

  /**
   * @param index of the executor
   * @param totalSteps the steps of the whole run
   */
  public BatchGenerator(TrainingSet set, Recipe recipe, int index, long totalSteps) {
    this.generator = new SampleGenerator(set, recipe.mixture());
    this.recipe = recipe;
    this.index = index;
    this.totalSteps = totalSteps;
  }

  private static double distortionAt(double progress) {
    return 1 - Math.max(0, progress - FULL_DISTORTION) / (1 - FULL_DISTORTION) / 2;
  }

  public Batch batch(long step) {
    SplittableRandom random =
        new SplittableRandom(recipe.seed() * 1_000_003 + step * recipe.executors() + index);
    double distortion = recipe.distortion() * distortionAt((double) step / totalSteps);
    int count = recipe.schedule().batchSize();
    float[] images = new float[count * LabeledImages.PIXELS];
    float[] targets = new float[count * Network.CLASSES];
    for (int i = 0; i < count; i++) {
      SampleGenerator.Sample sample = generator.next(distortion, random);
      LabeledImages.toFloats(sample.pixels(), 0, images, i * LabeledImages.PIXELS);
      System.arraycopy(sample.target(), 0, targets, i * Network.CLASSES, Network.CLASSES);
    }
    return new Batch(images, targets);
  }
}
