package dev.cirrus.training.distributed;

import dev.cirrus.training.augmentation.ElasticDistortion;
import dev.cirrus.training.augmentation.SampleRenderer;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the images that one executor learns from. What a step sees follows from the seed, the
 * executor's place and the step's number alone, so a run that was interrupted goes on as it would
 * have.
 */
public final class BatchGenerator {
  /** Each image's 784 values 0–1, and the ten probabilities that the network shall answer. */
  // Compared nowhere; its arrays are large, shared and never written to.
  @SuppressWarnings("ArrayRecordComponent")
  public record Batch(float[] images, float[] targets) {}

  private static final float UNSURE = 1f / Network.CLASSES;

  /** The part of the way with full distortion. */
  private static final double EASE = 0.75;

  private final TrainingSet lessons;
  private final Recipe recipe;
  private final long seed;
  private final int place;
  private final int places;
  private final long allSteps;
  private final ElasticDistortion drawn = new ElasticDistortion(0.05, 0.05, 0.06, 0.7, 0.4);

  /** The slice {@code place} of {@code places}. */
  public BatchGenerator(
      TrainingSet lessons, Recipe recipe, long seed, int place, int places, long allSteps) {
    this.lessons = lessons;
    this.recipe = recipe;
    this.seed = seed;
    this.place = place;
    this.places = places;
    this.allSteps = allSteps;
  }

  /** Distortion of what was written on paper: milder towards the end, when it is about details. */
  private ElasticDistortion written(long step) {
    double place = (double) step / allSteps;
    double strength = recipe.strength() * (1 - Math.max(0, place - EASE) / (1 - EASE) / 2);
    return new ElasticDistortion(
        0.2 * strength, 0.25 * strength, 0.14 * strength, 1.5, 1.5 * strength);
  }

  public Batch batch(long step) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step * places + place);
    int count = recipe.batch();
    ElasticDistortion written = written(step);
    float[] images = new float[count * LabeledImages.PIXELS];
    float[] targets = new float[count * Network.CLASSES];
    for (int i = 0; i < count; i++) {
      int label = fill(images, i * LabeledImages.PIXELS, written, random);
      for (int digit = 0; digit < Network.CLASSES; digit++) {
        targets[i * Network.CLASSES + digit] = label < 0 ? UNSURE : label == digit ? 1 : 0;
      }
    }
    return new Batch(images, targets);
  }

  /** Draws one image and returns its digit, or -1 where it is none. */
  private int fill(float[] images, int at, ElasticDistortion written, SplittableRandom random) {
    double pick = random.nextDouble() * recipe.shares();
    if ((pick -= recipe.pen()) < 0) {
      return sketch(lessons.digits(), images, at, random);
    }
    if ((pick -= recipe.letters()) < 0) {
      return sketch(lessons.letters(), images, at, random);
    }
    if ((pick -= recipe.redrawn()) < 0) {
      LabeledImages mnist = lessons.mnist();
      int index = index(mnist.count(), random);
      byte[] redrawn = SampleRenderer.redraw(mnist.pixels(), index * LabeledImages.PIXELS, random);
      written.apply(redrawn, 0, images, at, random);
      return mnist.labels()[index];
    }
    boolean mnist = pick < recipe.mnist();
    LabeledImages source = mnist ? lessons.mnist() : lessons.corrections();
    int index = index(source.count(), random);
    ElasticDistortion distortion = mnist ? written : drawn;
    distortion.apply(source.pixels(), index * LabeledImages.PIXELS, images, at, random);
    return source.labels()[index];
  }

  private int sketch(List<PenSample> samples, float[] images, int at, SplittableRandom random) {
    PenSample sample = samples.get(index(samples.size(), random));
    drawn.apply(SampleRenderer.vary(sample, random), 0, images, at, random);
    return sample.isDigit() ? sample.label() - '0' : -1;
  }

  /** One of this executor's own slice: those whose index leaves its place when divided. */
  private int index(int count, SplittableRandom random) {
    int own = (count - place + places - 1) / places;
    return own < 1 ? random.nextInt(count) : random.nextInt(own) * places + place;
  }
}
