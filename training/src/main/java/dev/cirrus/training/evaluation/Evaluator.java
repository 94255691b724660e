package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ClassifierScorer;
import dev.cirrus.training.augmentation.Canvas;
import dev.cirrus.training.augmentation.CanvasScene;
import dev.cirrus.training.augmentation.StrokeAugmenter;
import dev.cirrus.training.augmentation.StrokePath;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.SingleDigit;
import dev.cirrus.vision.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Evaluates a model on digits that are drawn on the canvas and found by {@link Vision}. */
public final class Evaluator {
  /** The names of the grid's cells with solid lines start with this. */
  static final String SOLID = "plain";

  /** The number of times that each pen sample is drawn. */
  private static final int REPETITIONS = 3;

  private static final int MAX_STRINGS = 1_000;

  /** Of a small set, fewer strings are drawn, because they would only repeat its digits. */
  private static final int MAX_STRINGS_PER_DIGIT = 10;

  /** The number of images that are converted to floats at a time. */
  private static final int BATCH = 64;

  /** Digits drawn in each cell of the grid, the same in all cells. */
  private static final int CELL_SIZE = 200;

  private final Classifier classifier;
  private final long seed;

  public Evaluator(Classifier classifier, long seed) {
    this.classifier = classifier;
    this.seed = seed;
  }

  /** Scores images that are 28 × 28 already. */
  public List<ScoredDigit> images(LabeledImages images) {
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      pixels.add(
          Arrays.copyOfRange(
              images.pixels(), i * LabeledImages.PIXELS, (i + 1) * LabeledImages.PIXELS));
      labels.add((int) images.labels()[i]);
    }
    return score(labels, pixels);
  }

  /** Draws digits several times anywhere on the canvas, as {@link CanvasScene.Pose#free} does. */
  public List<ScoredDigit> free(List<PenSample> digits) {
    return drawn(digits, CanvasScene.Pose::free, REPETITIONS);
  }

  /** Draws digits several times anywhere on the canvas, as {@link CanvasScene.Pose#hard} does. */
  public List<ScoredDigit> hard(List<PenSample> digits) {
    return drawn(digits, CanvasScene.Pose::hard, REPETITIONS);
  }

  /** Draws letters once, as {@link #free} draws digits. */
  public List<ScoredDigit> letters(List<PenSample> letters) {
    return drawn(letters, CanvasScene.Pose::free, 1);
  }

  private List<ScoredDigit> drawn(
      List<PenSample> samples, Function<RandomGenerator, CanvasScene.Pose> poses, int repetitions) {
    List<PenSample> repeated = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      repeated.addAll(samples);
    }
    List<Integer> labels =
        repeated.stream().map(sample -> sample.isDigit() ? sample.label() - '0' : -1).toList();
    List<CanvasScene.Pose> drawn = poses(repeated, poses, seed);
    return score(
        labels,
        IntStream.range(0, repeated.size())
            .parallel()
            .mapToObj(i -> onlyDigit(read(CanvasScene.draw(repeated.get(i), drawn.get(i)))))
            .toList());
  }

  /**
   * Draws each digit once, as {@link #free(List)} does, and normalizes it. The digits are not
   * looked for, so that the images do not change with the way in which vision finds digits.
   */
  public static LabeledImages freeImages(List<PenSample> samples, long seed) {
    List<PenSample> digits = samples.stream().filter(PenSample::isDigit).toList();
    List<CanvasScene.Pose> poses = poses(digits, CanvasScene.Pose::free, seed);
    return LabeledImages.join(
        IntStream.range(0, digits.size())
            .parallel()
            .mapToObj(i -> {
              byte[] ink = CanvasScene.canvas(digits.get(i), poses.get(i)).ink();
              byte[] label = {(byte) (digits.get(i).label() - '0')};
              return new LabeledImages(
                  SingleDigit.pixels(ink, CanvasScene.SIDE, CanvasScene.SIDE), label);
            })
            .toList());
  }

  private List<Digit> read(Raster raster) {
    return Vision.read(raster, new ClassifierScorer(classifier)).digits();
  }

  private static List<CanvasScene.Pose> poses(
      List<PenSample> samples, Function<RandomGenerator, CanvasScene.Pose> poses, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return samples.stream().map(sample -> poses.apply(random)).toList();
  }

  /**
   * Draws the same digits in every combination of place, size, pen width and solid or dotted line,
   * in changing colours, and returns the accuracy in each cell by its name.
   */
  public Map<String, Double> grid(List<PenSample> samples) {
    List<PenSample> some = new ArrayList<>(samples);
    shuffle(some, new SplittableRandom(seed));
    some = some.subList(0, Math.min(CELL_SIZE, some.size()));
    Map<String, Double> cells = new TreeMap<>();
    for (float[] place : new float[][] {{0, 0}, {0.5f, 0.5f}, {1, 0.8f}}) {
      for (float size : new float[] {0.3f, 0.55f, 0.8f}) {
        for (float width : new float[] {8, 14, 20}) {
          for (boolean dotted : new boolean[] {false, true}) {
            List<ScoredDigit> scored =
                drawn(
                    some,
                    random ->
                        new CanvasScene.Pose(
                            size * CanvasScene.SIDE,
                            width,
                            place[0],
                            place[1],
                            dotted,
                            CanvasScene.Colours.any(random)),
                    1);
            cells.put(
                (dotted ? "dotted" : SOLID)
                    + String.format(
                        Locale.ROOT,
                        " place %.1f/%.1f size %.0f %% pen %.0f",
                        place[0],
                        place[1],
                        100 * size,
                        width),
                EvaluationResults.metrics(scored).accuracy());
          }
        }
      }
    }
    return cells;
  }

  /**
   * Draws strings of 2–6 digits with gaps of 5–40 % of their height, and returns the share of
   * strings in which every digit was read correctly.
   */
  public double stringAccuracy(List<PenSample> samples) {
    int strings = Math.min(MAX_STRINGS, MAX_STRINGS_PER_DIGIT * samples.size());
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Integer>> labels = new ArrayList<>();
    List<Raster> lines = new ArrayList<>();
    for (int i = 0; i < strings; i++) {
      List<PenSample> string = new ArrayList<>();
      for (int length = random.nextInt(2, 7); length > 0; length--) {
        string.add(samples.get(random.nextInt(samples.size())));
      }
      labels.add(string.stream().map(sample -> sample.label() - '0').toList());
      lines.add(line(string, random));
    }
    List<List<byte[]>> found =
        lines.parallelStream()
            .map(line -> read(line).stream().map(Digit::pixels).toList())
            .toList();
    int correct = 0;
    for (int i = 0; i < strings; i++) {
      if (found.get(i).size() == labels.get(i).size()
          && score(labels.get(i), found.get(i)).stream().allMatch(ScoredDigit::isCorrect)) {
        correct++;
      }
    }
    return (double) correct / strings;
  }

  /** Draws digits of the same height side by side. */
  private static Raster line(List<PenSample> string, RandomGenerator random) {
    float height = 60 + 100 * random.nextFloat();
    float pen = height * (0.06f + 0.08f * random.nextFloat());
    float margin = pen + 10;
    List<StrokePath> digits = new ArrayList<>();
    float x = margin;
    for (PenSample sample : string) {
      List<float[]> strokes = StrokeAugmenter.normalize(sample.strokes());
      float[] b = StrokePath.bounds(strokes, 2);
      // Limits the enlargement of a nearly flat stroke.
      float scale = height / Math.max(0.5f, b[3] - b[1]);
      digits.add(
          StrokePath.ofWidth(strokes, pen / scale)
              .transformed(scale, x - b[0] * scale, margin - b[1] * scale));
      float gap = height * (0.05f + 0.35f * random.nextFloat());
      x += (b[2] - b[0]) * scale + pen + gap;
    }
    Canvas canvas = new Canvas((int) (x + margin), (int) (height + 2 * margin));
    digits.forEach(canvas::draw);
    return CanvasScene.coloured(canvas, CanvasScene.Colours.BLACK_ON_WHITE);
  }

  /**
   * The area under the ROC curve of the probability of "not a digit": the probability that it is
   * higher for a letter than for a digit.
   */
  public static double auroc(List<ScoredDigit> digits, List<ScoredDigit> letters) {
    double[] sorted =
        letters.stream().mapToDouble(ScoredDigit::digitProbability).sorted().toArray();
    double sum = 0;
    for (ScoredDigit digit : digits) {
      sum +=
          (below(sorted, digit.digitProbability(), false)
                  + below(sorted, digit.digitProbability(), true))
              / 2.0;
    }
    return sum / digits.size() / sorted.length;
  }

  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the pixels of the only digit, or an empty array unless exactly one was found. */
  private static byte[] onlyDigit(List<Digit> found) {
    return found.size() == 1 ? found.get(0).pixels() : new byte[0];
  }

  private List<ScoredDigit> score(List<Integer> labels, List<byte[]> pixels) {
    List<ScoredDigit> scored = new ArrayList<>();
    for (int from = 0; from < pixels.size(); from += BATCH) {
      int to = Math.min(pixels.size(), from + BATCH);
      float[][] batch = new float[to - from][];
      for (int i = from; i < to; i++) {
        batch[i - from] = floats(pixels.get(i));
      }
      List<Classification> classifications = classifier.classify(batch);
      for (int i = from; i < to; i++) {
        boolean found = pixels.get(i).length > 0;
        scored.add(
            new ScoredDigit(
                labels.get(i), pixels.get(i), found ? classifications.get(i - from) : null));
      }
    }
    return scored;
  }

  private static float[] floats(byte[] pixels) {
    float[] floats = new float[LabeledImages.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      floats[i] = (pixels[i] & 0xff) / 255f;
    }
    return floats;
  }

  private static void shuffle(List<PenSample> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
