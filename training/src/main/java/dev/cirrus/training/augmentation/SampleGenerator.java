package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.util.List;
import java.util.random.RandomGenerator;

/** Generates training samples at random. Not thread-safe: use one instance a thread. */
public final class SampleGenerator {
  /** The digits from 0 to 9 and "not a digit". */
  public static final int CLASSES = Network.CLASSES;

  /** The index of "not a digit" in a target. */
  public static final int NOT_A_DIGIT = CLASSES - 1;

  /**
   * One image and what the network is trained to return for it.
   *
   * @param pixels 28 × 28, one unsigned byte a pixel, ink bright
   * @param target a probability for each class
   */
  // Compared nowhere; its arrays are never written to.
  @SuppressWarnings("ArrayRecordComponent")
  public record Sample(byte[] pixels, float[] target) {}

  private final TrainingSet set;
  private final Mixture mixture;
  private final ElasticDistortion penDistortion =
      ElasticDistortion.NONE
          .withRotation(0.05)
          .withShear(0.05)
          .withScale(0.06)
          .withShift(0.7)
          .withDisplacement(0.4);
  private final ElasticDistortion mnistDistortion;

  /**
   * @param distortion strength of the distortion of MNIST's images, 1 being full
   */
  public SampleGenerator(TrainingSet set, Mixture mixture, double distortion) {
    this.set = set;
    this.mixture = mixture;
    this.mnistDistortion =
        ElasticDistortion.NONE
            .withRotation(0.2 * distortion)
            .withShear(0.25 * distortion)
            .withScale(0.14 * distortion)
            .withShift(1.5)
            .withDisplacement(1.5 * distortion);
  }

  public Sample next(RandomGenerator random) {
    SampleSource source = mixture.pick(random);
    return switch (source) {
      case MNIST -> image(set.mnist(), mnistDistortion, random);
      case CORRECTION -> image(set.corrections(), penDistortion, random);
      case REDRAWN_MNIST -> redrawn(random);
      case PEN_DIGIT -> pen(set.digits(), random);
      case LETTER -> pen(set.letters(), random);
    };
  }

  private static Sample image(
      LabeledImages images, ElasticDistortion distortion, RandomGenerator random) {
    int index = random.nextInt(images.count());
    byte[] pixels = distortion.apply(images.pixels(), index * LabeledImages.PIXELS, random);
    return new Sample(pixels, oneHot(images.labels()[index]));
  }

  private Sample redrawn(RandomGenerator random) {
    int index = random.nextInt(set.mnist().count());
    byte[] redrawn =
        SampleRenderer.redraw(set.mnist().pixels(), index * LabeledImages.PIXELS, random);
    return new Sample(
        mnistDistortion.apply(redrawn, 0, random), oneHot(set.mnist().labels()[index]));
  }

  private Sample pen(List<PenSample> samples, RandomGenerator random) {
    PenSample sample = samples.get(random.nextInt(samples.size()));
    byte[] pixels = penDistortion.apply(SampleRenderer.render(sample, random), 0, random);
    return new Sample(pixels, oneHot(sample.isDigit() ? sample.label() - '0' : NOT_A_DIGIT));
  }

  private static float[] oneHot(int label) {
    float[] target = new float[CLASSES];
    target[label] = 1;
    return target;
  }
}
