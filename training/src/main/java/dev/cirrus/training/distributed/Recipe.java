package dev.cirrus.training.distributed;

import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.TrainingSet;
import java.io.Serializable;
import java.util.Map;

/**
 * How to train a model.
 *
 * @param name the name in the model card
 * @param shape of the network, as {@link dev.cirrus.training.network.Network#of} reads it
 * @param seed of everything random
 * @param executors how many processes train together
 * @param distortion strength of the distortion of MNIST's images, 1 being full
 */
public record Recipe(
    String name,
    String shape,
    long seed,
    int executors,
    Schedule schedule,
    Mixture mixture,
    double distortion)
    implements Serializable {
  private static final double CORRECTION_SHARE = 0.05;

  private static final String SHAPE = "24 48/2 48 48+ 112/2 112 112+";

  /** The recipe of the shipped model. */
  public static Recipe full() {
    return new Recipe(
        "full",
        SHAPE,
        1,
        1,
        new Schedule(7_000_000, 210, 64, 0.06f),
        new Mixture(
            Map.of(
                SampleSource.MNIST, 0.55,
                SampleSource.REDRAWN_MNIST, 0.07,
                SampleSource.PEN_DIGIT, 0.29,
                SampleSource.LETTER, 0.09,
                SampleSource.CORRECTION, CORRECTION_SHARE)),
        1);
  }

  /** Reaches 99 % of MNIST's test set in two minutes. */
  public static Recipe quick() {
    return new Recipe(
        "quick",
        "16 32/2 32 32+ 64/2 64 64+",
        1,
        1,
        new Schedule(200_000, 8, 64, 0.08f),
        new Mixture(Map.of(SampleSource.MNIST, 1.0)),
        0.5);
  }

  /** Continues from a good model for a short time. */
  public static Recipe continued() {
    return new Recipe(
        "continue",
        SHAPE,
        1,
        1,
        new Schedule(120_000, 6, 64, 0.001f),
        new Mixture(
            Map.of(
                SampleSource.MNIST, 0.45,
                SampleSource.REDRAWN_MNIST, 0.08,
                SampleSource.PEN_DIGIT, 0.34,
                SampleSource.LETTER, 0.08,
                SampleSource.CORRECTION, CORRECTION_SHARE)),
        1);
  }

  /** Returns the recipe with another number of images. */
  public Recipe ofImages(long images) {
    return new Recipe(name, shape, seed, executors, schedule.ofImages(images), mixture, distortion);
  }

  /** Returns the recipe for a network of another shape. */
  public Recipe ofShape(String other) {
    return new Recipe(name, other, seed, executors, schedule, mixture, distortion);
  }

  /** Returns the recipe for a run with this seed and this many executors. */
  public Recipe forRun(long runSeed, int runExecutors) {
    return new Recipe(name, shape, runSeed, runExecutors, schedule, mixture, distortion);
  }

  /** Returns the recipe without the sources of which the training set has no samples. */
  public Recipe forSet(TrainingSet set) {
    Mixture available = mixture;
    if (set.digits().isEmpty()) {
      available = available.without(SampleSource.PEN_DIGIT);
    }
    if (set.letters().isEmpty()) {
      available = available.without(SampleSource.LETTER);
    }
    if (set.corrections().count() == 0) {
      available = available.without(SampleSource.CORRECTION);
    }
    return new Recipe(name, shape, seed, executors, schedule, available, distortion);
  }

  /** How many images all executors together train on in a round. */
  public long imagesPerRound() {
    return schedule.stepsPerRound(executors) * schedule.batchSize() * executors;
  }
}
