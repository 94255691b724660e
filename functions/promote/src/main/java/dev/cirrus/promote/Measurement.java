package dev.cirrus.promote;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How a model reads an evaluation set. */
final class Measurement {
  private static final int BATCH = 64;
  private static final int BINS = 15;

  private final int[][] answers = new int[10][10];
  private final int[] binned = new int[BINS];
  private final double[] confidence = new double[BINS];
  private final int[] right = new int[BINS];
  private int digits;
  private int numberless;

  private Measurement() {}

  static Measurement of(Classifier classifier, EvaluationSet set) {
    return of(classifier, set, 1, image -> image);
  }

  /** Reads every so-manieth digit, each image changed in some way before. */
  static Measurement of(
      Classifier classifier, EvaluationSet set, int every, UnaryOperator<float[]> change) {
    Measurement measurement = new Measurement();
    for (int from = 0; from < set.size(); from += BATCH * every) {
      int count = Math.min(BATCH, (set.size() - from + every - 1) / every);
      float[][] images = new float[count][];
      for (int i = 0; i < count; i++) {
        images[i] = change.apply(set.image(from + i * every));
      }
      List<Classification> classifications = classifier.classify(images);
      for (int i = 0; i < count; i++) {
        measurement.count(set.label(from + i * every), classifications.get(i).digitDistribution());
      }
    }
    return measurement;
  }

  private void count(int label, float[] probabilities) {
    digits++;
    int best = 0;
    for (int digit = 0; digit < 10; digit++) {
      if (!Float.isFinite(probabilities[digit])) {
        numberless++;
        return;
      }
      if (probabilities[digit] > probabilities[best]) {
        best = digit;
      }
    }
    answers[label][best]++;
    int bin = Math.clamp((int) (probabilities[best] * BINS), 0, BINS - 1);
    binned[bin]++;
    confidence[bin] += probabilities[best];
    right[bin] += best == label ? 1 : 0;
  }

  int digits() {
    return digits;
  }

  /** How many digits it answered with something that is no number. */
  int numberless() {
    return numberless;
  }

  /** How often it answered a digit, given its label. */
  int answers(int label, int answer) {
    return answers[label][answer];
  }

  int digits(int label) {
    int sum = 0;
    for (int count : answers[label]) {
      sum += count;
    }
    return sum;
  }

  boolean hasEveryDigit() {
    return IntStream.range(0, answers.length).allMatch(label -> digits(label) > 0);
  }

  double accuracy() {
    int sum = 0;
    for (int digit = 0; digit < 10; digit++) {
      sum += answers[digit][digit];
    }
    return share(sum, digits);
  }

  double accuracy(int label) {
    return share(answers[label][label], digits(label));
  }

  /** The expected calibration error, over fifteen bins of confidence. */
  double calibrationError() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(right[bin] - confidence[bin]);
    }
    return error / digits;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
