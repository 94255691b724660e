package dev.cirrus.training.distributed;

import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.TrainingSet;
import java.io.Serializable;
import java.util.Map;

/**
 * The settings of a training run.
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

  /** Digits on paper and on a canvas, in good and bad reproductions, and what is not a digit. */
  private static final Mixture EVERYTHING =
      new Mixture(
          Map.ofEntries(
              Map.entry(SampleSource.MNIST, 0.24),
              Map.entry(SampleSource.CORRUPTED_MNIST, 0.04),
              Map.entry(SampleSource.REDRAWN_MNIST, 0.10),
              Map.entry(SampleSource.PEN_DIGIT, 0.27),
              Map.entry(SampleSource.DEGRADED_PEN_DIGIT, 0.08),
              Map.entry(SampleSource.TEMPLATE, 0.06),
              Map.entry(SampleSource.LETTER, 0.05),
              Map.entry(SampleSource.PEN_PAIR, 0.067),
              Map.entry(SampleSource.MNIST_PAIR, 0.018),
              Map.entry(SampleSource.PART, 0.04),
              Map.entry(SampleSource.MARK, 0.035),
              Map.entry(SampleSource.CORRECTION, CORRECTION_SHARE)));

  /** The recipe of the shipped model. */
  public static Recipe full() {
    return new Recipe("full", SHAPE, 1, 1, new Schedule(7_000_000, 210, 64, 0.06f), EVERYTHING, 1);
  }

  /** Reaches 99 % of MNIST's test set in two minutes. */
  public static Recipe quick() {
    return new Recipe(
        "quick",
        "16 32/2 32 32+ 64/2 64 64+",
        1,
        1,
        new Schedule(200_000, 8, 64, 0.08f),
        new Mixture(
            Map.of(
                SampleSource.MNIST, 0.9,
                SampleSource.MNIST_PAIR, 0.07,
                SampleSource.MARK, 0.03)),
        0.5);
  }

  /** Continues from a good model for a short time. */
  public static Recipe continued() {
    return new Recipe("continue", SHAPE, 1, 1, new Schedule(120_000, 6, 64, 0.001f), EVERYTHING, 1);
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
      for (SampleSource source : SampleSource.values()) {
        available = source.needsPenDigits() ? available.without(source) : available;
      }
    }
    if (set.letters().isEmpty()) {
      available = available.without(SampleSource.LETTER);
    }
    if (set.corrections().count() == 0) {
      available = available.without(SampleSource.CORRECTION);
    }
    return new Recipe(name, shape, seed, executors, schedule, available, distortion);
  }

  /** Returns the number of images in a round of all executors. */
  public long imagesPerRound() {
    return schedule.stepsPerRound(executors) * schedule.batchSize() * executors;
  }
}
