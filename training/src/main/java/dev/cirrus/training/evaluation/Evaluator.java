package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.training.augmentation.Canvas;
import dev.cirrus.training.augmentation.CanvasScene;
import dev.cirrus.training.augmentation.StrokeAugmenter;
import dev.cirrus.training.augmentation.StrokePath;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Puts sets of digits before a model, drawn on the canvas and found by {@link Vision}. */
public final class Evaluator {
  /** Each digit of a set is drawn so many times. */
  private static final int TIMES = 3;

  private static final int STRINGS = 1_000;

  /** Images that are held as floats at a time. */
  private static final int BATCH = 64;

  /** So many digits are drawn in each cell of the grid, the same in all. */
  private static final int IN_CELL = 200;

  private final Classifier classifier;
  private final long seed;

  public Evaluator(Classifier classifier, long seed) {
    this.classifier = classifier;
    this.seed = seed;
  }

  /** Images that are 28 × 28 already. */
  public List<ScoredDigit> images(LabeledImages images) {
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      pixels.add(
          Arrays.copyOfRange(
              images.pixels(), i * LabeledImages.PIXELS, (i + 1) * LabeledImages.PIXELS));
      labels.add((int) images.labels()[i]);
    }
    return answers(labels, pixels);
  }

  /** At any place, 30–90 % of the canvas, with pens of 8–22 pixels. */
  public List<ScoredDigit> free(List<PenSample> samples) {
    return drawn(samples, 0.3, 0.9, 8, 22, TIMES);
  }

  /** At any place, 15–95 % of the canvas, with pens of 3–30 pixels. */
  public List<ScoredDigit> hard(List<PenSample> samples) {
    return drawn(samples, 0.15, 0.95, 3, 30, TIMES);
  }

  private List<ScoredDigit> drawn(
      List<PenSample> samples, double small, double large, double thin, double thick, int times) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> labels = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      for (PenSample sample : samples) {
        CanvasScene.Pose pose = CanvasScene.Pose.any(random, small, large, thin, thick);
        labels.add(sample.isDigit() ? sample.label() - '0' : -1);
        pixels.add(only(Vision.find(CanvasScene.draw(sample, pose))));
      }
    }
    return answers(labels, pixels);
  }

  /** Digits as found on the canvas, drawn "free" once each, to choose and to calibrate by. */
  public static LabeledImages free(List<PenSample> samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> found = new ArrayList<>();
    List<Byte> labels = new ArrayList<>();
    for (PenSample sample : samples) {
      if (sample.isDigit()) {
        byte[] pixels =
            only(
                Vision.find(
                    CanvasScene.draw(sample, CanvasScene.Pose.any(random, 0.3, 0.9, 8, 22))));
        if (pixels.length > 0) {
          found.add(pixels);
          labels.add((byte) (sample.label() - '0'));
        }
      }
    }
    byte[] pixels = new byte[found.size() * LabeledImages.PIXELS];
    byte[] digits = new byte[found.size()];
    for (int i = 0; i < digits.length; i++) {
      System.arraycopy(found.get(i), 0, pixels, i * LabeledImages.PIXELS, LabeledImages.PIXELS);
      digits[i] = labels.get(i);
    }
    return new LabeledImages(pixels, digits);
  }

  /**
   * The same digits at places, in sizes, with pens, in colours, dotted or not: the share read right
   * in each cell, by its name; names of cells with even lines begin with "plain".
   */
  public Map<String, Double> grid(List<PenSample> samples) {
    List<PenSample> some = new ArrayList<>(samples);
    shuffle(some, new SplittableRandom(seed));
    some = some.subList(0, Math.min(IN_CELL, some.size()));
    Map<String, Double> cells = new TreeMap<>();
    for (float[] place : new float[][] {{0, 0}, {0.5f, 0.5f}, {1, 0.8f}}) {
      for (float size : new float[] {0.3f, 0.55f, 0.8f}) {
        for (float width : new float[] {8, 14, 20}) {
          for (CanvasScene.Colours colours : CanvasScene.Colours.values()) {
            for (boolean dotted : new boolean[] {false, true}) {
              CanvasScene.Pose pose =
                  new CanvasScene.Pose(
                      size * CanvasScene.SIDE, width, place[0], place[1], dotted, colours);
              String name =
                  (dotted ? "dotted" : "plain")
                      + String.format(
                          Locale.ROOT,
                          " place %.1f/%.1f size %.0f %% pen %.0f %s",
                          place[0],
                          place[1],
                          100 * size,
                          width,
                          colours);
              cells.put(name, cell(some, pose));
            }
          }
        }
      }
    }
    return cells;
  }

  private double cell(List<PenSample> samples, CanvasScene.Pose pose) {
    List<Integer> labels = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    for (PenSample sample : samples) {
      labels.add(sample.label() - '0');
      pixels.add(only(Vision.find(CanvasScene.draw(sample, pose))));
    }
    List<ScoredDigit> answers = answers(labels, pixels);
    return (double) answers.stream().filter(ScoredDigit::right).count() / answers.size();
  }

  /** The share of strings of 2–6 digits, gaps of 5–40 % of their height, that is wholly right. */
  public double strings(List<PenSample> samples) {
    SplittableRandom random = new SplittableRandom(seed);
    int right = 0;
    for (int i = 0; i < STRINGS; i++) {
      List<PenSample> string = new ArrayList<>();
      for (int length = random.nextInt(2, 7); length > 0; length--) {
        string.add(samples.get(random.nextInt(samples.size())));
      }
      List<Digit> found = Vision.find(line(string, random));
      List<Integer> labels = string.stream().map(sample -> sample.label() - '0').toList();
      if (found.size() == labels.size()) {
        List<ScoredDigit> answers = answers(labels, found.stream().map(Digit::pixels).toList());
        if (answers.stream().allMatch(ScoredDigit::right)) {
          right++;
        }
      }
    }
    return (double) right / STRINGS;
  }

  /** Digits of one height side by side. */
  private static Raster line(List<PenSample> string, SplittableRandom random) {
    float height = 60 + 100 * random.nextFloat();
    float pen = height * (0.06f + 0.08f * random.nextFloat());
    float margin = pen + 10;
    List<StrokePath> digits = new ArrayList<>();
    float x = margin;
    for (PenSample sample : string) {
      List<float[]> strokes = StrokeAugmenter.unit(sample.strokes());
      float[] b = StrokePath.bounds(strokes, 2);
      // A one lying on its side would be of no height: it keeps its longer side.
      float scale = height / Math.max(0.5f, b[3] - b[1]);
      digits.add(
          StrokePath.even(strokes, pen / scale)
              .placed(scale, x - b[0] * scale, margin - b[1] * scale));
      float gap = height * (0.05f + 0.35f * random.nextFloat());
      x += (b[2] - b[0]) * scale + pen + gap;
    }
    Canvas canvas = new Canvas((int) (x + margin), (int) (height + 2 * margin));
    digits.forEach(canvas::draw);
    return CanvasScene.coloured(canvas, CanvasScene.Colours.BLACK_ON_WHITE);
  }

  /**
   * How well confidence tells digits from what is none: the probability that a digit gets more of
   * it than a letter.
   */
  public static double telling(List<ScoredDigit> digits, List<ScoredDigit> letters) {
    double[] least = letters.stream().mapToDouble(ScoredDigit::confidence).sorted().toArray();
    double sum = 0;
    for (ScoredDigit digit : digits) {
      sum +=
          (below(least, digit.confidence(), false) + below(least, digit.confidence(), true)) / 2.0;
    }
    return sum / digits.size() / least.length;
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

  /**
   * What the page would send: the one digit's pixels, or nothing where there is not exactly one.
   */
  private static byte[] only(List<Digit> found) {
    return found.size() == 1 ? found.get(0).pixels() : new byte[0];
  }

  private List<ScoredDigit> answers(List<Integer> labels, List<byte[]> pixels) {
    List<ScoredDigit> answers = new ArrayList<>();
    for (int from = 0; from < pixels.size(); from += BATCH) {
      int to = Math.min(pixels.size(), from + BATCH);
      float[][] batch = new float[to - from][];
      for (int i = from; i < to; i++) {
        batch[i - from] = floats(pixels.get(i));
      }
      List<Classification> classifications = classifier.classify(batch);
      for (int i = from; i < to; i++) {
        boolean found = pixels.get(i).length > 0;
        answers.add(
            new ScoredDigit(
                labels.get(i),
                pixels.get(i),
                found ? classifications.get(i - from).digitDistribution() : new float[0]));
      }
    }
    return answers;
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
