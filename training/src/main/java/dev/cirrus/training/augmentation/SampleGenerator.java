package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Generates training samples at random. Thread-safe, as all randomness is the caller's. */
public final class SampleGenerator {
  /** The digits from 0 to 9, and "not a digit". */
  public static final int CLASSES = Network.CLASSES;

  /** The index of "not a digit" in a target. */
  public static final int NOT_A_DIGIT = CLASSES - 1;

  /** Images with less ink in total are not used. */
  private static final int LEAST_INK = 4 * 255;

  /** Half of the templates are of the digits with the most misread styles. */
  private static final int[] RARE_STYLES = {0, 1, 1, 4, 5, 7, 8, 9};

  /**
   * An image and its target.
   *
   * @param source where it comes from
   * @param pixels 28 × 28, one unsigned byte a pixel, ink bright
   * @param label the digit, or 10 for "not a digit"
   */
  // Compared nowhere; its array is never written to.
  @SuppressWarnings("ArrayRecordComponent")
  public record Sample(SampleSource source, byte[] pixels, int label) {
    /** A probability for each class. */
    public float[] target() {
      float[] target = new float[CLASSES];
      target[label] = 1;
      return target;
    }

    /** Whether the image is of MNIST's kind, which is distorted more than rendered strokes. */
    public boolean isMnist() {
      return source.isMnist();
    }
  }

  private final TrainingSet set;
  private final Mixture mixture;
  private final @Nullable WriterSampler writers;
  private final ElasticDistortion penDistortion =
      ElasticDistortion.NONE
          .withRotation(0.05)
          .withShear(0.05)
          .withScale(0.06)
          .withShift(0.7)
          .withDisplacement(0.4);

  public SampleGenerator(TrainingSet set, Mixture mixture) {
    this.set = set;
    this.mixture = mixture;
    this.writers = set.digits().isEmpty() ? null : new WriterSampler(set.digits());
  }

  /**
   * A sample, distorted.
   *
   * @param distortion strength of the distortion of MNIST's images, 1 being full
   */
  public Sample next(double distortion, RandomGenerator random) {
    Sample sample = undistorted(random);
    ElasticDistortion chosen =
        sample.isMnist()
            ? ElasticDistortion.NONE
                .withRotation(0.2 * distortion)
                .withShear(0.25 * distortion)
                .withScale(0.14 * distortion)
                .withShift(1.5)
                .withDisplacement(1.5 * distortion)
            : penDistortion;
    return new Sample(sample.source(), chosen.apply(sample.pixels(), 0, random), sample.label());
  }

  /** Returns a sample without distortion, for callers who distort it themselves. */
  public Sample undistorted(RandomGenerator random) {
    while (true) {
      SampleSource source = mixture.pick(random);
      Sample sample = sample(source, random);
      if (sample != null && hasInk(sample.pixels())) {
        return sample;
      }
    }
  }

  private @Nullable Sample sample(SampleSource source, RandomGenerator random) {
    return switch (source) {
      case MNIST -> image(source, set.mnist(), random);
      case CORRECTION -> image(source, set.corrections(), random);
      case CORRUPTED_MNIST -> {
        int index = random.nextInt(set.mnist().count());
        byte[] pixels =
            new ImageCorruption(random).corrupt(set.mnist().pixels(), index * LabeledImages.PIXELS);
        yield new Sample(source, pixels, set.mnist().labels()[index]);
      }
      case REDRAWN_MNIST -> {
        int index = random.nextInt(set.mnist().count());
        Canvas canvas =
            SampleRenderer.redrawn(set.mnist().pixels(), index * LabeledImages.PIXELS, random);
        yield new Sample(source, read(canvas, 1 / 3.0, random), set.mnist().labels()[index]);
      }
      case PEN_DIGIT -> pen(source, writers().sample(random), 0, random);
      case DEGRADED_PEN_DIGIT -> pen(source, writers().sample(random), 1, random);
      case TEMPLATE -> pen(source, template(random), 0.25, random);
      case LETTER -> {
        PenSample letter = WriterSampler.any(set.letters(), random);
        yield new Sample(
            source, read(SampleRenderer.canvas(letter, true, random), 0, random), NOT_A_DIGIT);
      }
      case PEN_PAIR -> {
        List<PenSample> own = writers().writer(random);
        List<float[]> first = strokes(own, random);
        List<float[]> second = strokes(own, random);
        NonDigitRenderer renderer = new NonDigitRenderer(random);
        yield notADigit(
            source,
            random.nextInt(5) == 0 ? renderer.stacked(first, second) : renderer.pair(first, second),
            random);
      }
      case MNIST_PAIR -> notADigit(source, new MnistPairs(set.mnist(), random).next(), random);
      case PART -> {
        PenSample pen = random.nextInt(5) == 0 ? template(random) : writers().sample(random);
        yield notADigit(
            source,
            new NonDigitRenderer(random)
                .part(pen.label() - '0', new StrokeAugmenter(random).augment(pen)),
            random);
      }
      case MARK -> notADigit(source, new NonDigitRenderer(random).mark(), random);
    };
  }

  private WriterSampler writers() {
    if (writers == null) {
      throw new IllegalStateException("the mixture names pen digits but the set has none");
    }
    return writers;
  }

  private static Sample image(SampleSource source, LabeledImages images, RandomGenerator random) {
    int index = random.nextInt(images.count());
    int from = index * LabeledImages.PIXELS;
    return new Sample(
        source,
        Arrays.copyOfRange(images.pixels(), from, from + LabeledImages.PIXELS),
        images.labels()[index]);
  }

  private static Sample pen(
      SampleSource source, PenSample pen, double degraded, RandomGenerator random) {
    boolean dotted = degraded == 0;
    return new Sample(
        source,
        read(SampleRenderer.canvas(pen, dotted, random), degraded, random),
        pen.label() - '0');
  }

  private static @Nullable Sample notADigit(
      SampleSource source, @Nullable Canvas canvas, RandomGenerator random) {
    return canvas == null ? null : new Sample(source, read(canvas, 0.2, random), NOT_A_DIGIT);
  }

  private static byte[] read(Canvas canvas, double degraded, RandomGenerator random) {
    return SampleRenderer.read(
        random.nextDouble() < degraded ? new InkDegradation(random).degrade(canvas) : canvas);
  }

  private static PenSample template(RandomGenerator random) {
    int digit =
        random.nextBoolean()
            ? RARE_STYLES[random.nextInt(RARE_STYLES.length)]
            : random.nextInt(NOT_A_DIGIT);
    return new PenSample(
        (char) ('0' + digit), "templates/any", new DigitTemplates(random).strokes(digit));
  }

  private static List<float[]> strokes(List<PenSample> samples, RandomGenerator random) {
    return new StrokeAugmenter(random).augment(WriterSampler.any(samples, random));
  }

  private static boolean hasInk(byte[] pixels) {
    int sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return sum >= LEAST_INK;
  }
}
