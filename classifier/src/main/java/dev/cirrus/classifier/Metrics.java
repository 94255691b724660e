package dev.cirrus.classifier;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts how a model classifies labelled digits. Not thread-safe. */
public final class Metrics {
  /** Bins of confidence of the calibration error, as in Guo et al. 2017, arXiv:1706.04599. */
  private static final int BINS = 15;

  /** Images that are held as floats at a time. */
  private static final int BATCH = 64;

  /** Keeps the loss of a digit to which the model gives no probability finite. */
  private static final double LEAST_PROBABILITY = 1e-9;

  /** The column of the confusion matrix for pictures in which not exactly one digit was found. */
  private static final int NOT_FOUND = Classification.DIGITS;

  private final int[][] confusion = new int[Classification.DIGITS][Classification.DIGITS + 1];
  private final int[] binCounts = new int[BINS];
  private final int[] binCorrect = new int[BINS];
  private final double[] binConfidence = new double[BINS];
  private int count;
  private int nonFinite;
  private double loss;

  /**
   * The digits whose confidence is in one bin of a reliability diagram.
   *
   * @param count how many digits; not 0
   * @param confidence their mean confidence
   * @param accuracy the share of them that were classified correctly
   */
  public record CalibrationBin(int count, double confidence, double accuracy) {}

  /** Classifies a whole evaluation set. */
  public static Metrics of(Classifier classifier, EvaluationSet set) {
    return of(classifier, set, 1, image -> image);
  }

  /** Classifies every nth digit of an evaluation set, each image changed first. */
  public static Metrics of(
      Classifier classifier, EvaluationSet set, int nth, UnaryOperator<float[]> change) {
    Metrics metrics = new Metrics();
    for (int from = 0; from < set.size(); from += BATCH * nth) {
      int batch = Math.min(BATCH, (set.size() - from + nth - 1) / nth);
      float[][] images = new float[batch][];
      for (int i = 0; i < batch; i++) {
        images[i] = change.apply(set.image(from + i * nth));
      }
      List<Classification> classifications = classifier.classify(images);
      for (int i = 0; i < batch; i++) {
        metrics.add(set.label(from + i * nth), classifications.get(i));
      }
    }
    return metrics;
  }

  /**
   * Adds one classified digit.
   *
   * @param classification null where not exactly one digit was found in the picture
   */
  public void add(int label, @Nullable Classification classification) {
    count++;
    if (classification == null) {
      confusion[label][NOT_FOUND]++;
      loss -= Math.log(LEAST_PROBABILITY);
      return;
    }
    float[] probabilities = classification.digitDistribution();
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        nonFinite++;
        return;
      }
    }
    int digit = classification.mostLikelyDigit();
    float confidence = probabilities[digit];
    confusion[label][digit]++;
    int bin = Math.max(0, Math.min(BINS - 1, (int) (confidence * BINS)));
    binCounts[bin]++;
    binConfidence[bin] += confidence;
    binCorrect[bin] += digit == label ? 1 : 0;
    loss -= Math.log(Math.max(LEAST_PROBABILITY, probabilities[label]));
  }

  public int count() {
    return count;
  }

  /** Digits with this label, those with a NaN or infinite probability left out. */
  public int count(int label) {
    return IntStream.of(confusion[label]).sum();
  }

  /** Digits with this label that were classified as this digit. */
  public int count(int label, int predicted) {
    return confusion[label][predicted];
  }

  /** Digits to which the model gave a NaN or infinite probability. */
  public int nonFinite() {
    return nonFinite;
  }

  public int correct() {
    return IntStream.range(0, Classification.DIGITS).map(digit -> confusion[digit][digit]).sum();
  }

  public double accuracy() {
    return share(correct(), count);
  }

  /** The share of the digits with this label that were classified correctly. */
  public double recall(int label) {
    return share(confusion[label][label], count(label));
  }

  /** The share of the digits classified as this digit that were this digit; 0 without any. */
  public double precision(int predicted) {
    int all = 0;
    for (int[] row : confusion) {
      all += row[predicted];
    }
    return all == 0 ? 0 : (double) confusion[predicted][predicted] / all;
  }

  /** Whether every digit occurred as a label. */
  public boolean hasEveryDigit() {
    return IntStream.range(0, Classification.DIGITS).allMatch(label -> count(label) > 0);
  }

  /**
   * A row for each label and a column for each prediction; the last column counts pictures in which
   * not exactly one digit was found.
   */
  public int[][] confusion() {
    int[][] copy = confusion.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }

  /** The expected calibration error. */
  public double calibrationError() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(binConfidence[bin] - binCorrect[bin]);
    }
    return error / count;
  }

  /** The bins with digits, that with the least confidence first. */
  public List<CalibrationBin> calibrationBins() {
    return IntStream.range(0, BINS)
        .filter(bin -> binCounts[bin] > 0)
        .mapToObj(bin ->
            new CalibrationBin(
                binCounts[bin],
                binConfidence[bin] / binCounts[bin],
                share(binCorrect[bin], binCounts[bin])))
        .toList();
  }

  /** The mean negative log-likelihood of the labels. */
  public double loss() {
    return loss / count;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
