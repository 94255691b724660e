package dev.cirrus.training.evaluation;

import dev.cirrus.training.network.Network;
import java.util.List;

/**
 * How well one set was read.
 *
 * @param name of the set
 * @param confusion how often each digit (row) was read as each (column); the last column counts
 *     pictures in which not exactly one digit was found
 * @param calibrationError the expected calibration error, in 15 bins of confidence
 * @param loss mean negative logarithm of the right digit's probability
 */
// Compared nowhere; its arrays are large, shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
public record Metrics(String name, int[][] confusion, double calibrationError, double loss) {
  private static final int BINS = 15;
  private static final double LEAST = 1e-9;

  public static Metrics of(String name, List<ScoredDigit> answers) {
    int[][] confusion = new int[Network.CLASSES][Network.CLASSES + 1];
    int[] counts = new int[BINS];
    double[] gap = new double[BINS];
    double loss = 0;
    for (ScoredDigit answer : answers) {
      int digit = answer.digit();
      confusion[answer.label()][digit < 0 ? Network.CLASSES : digit]++;
      int bin = Math.min(BINS - 1, (int) (answer.confidence() * BINS));
      counts[bin]++;
      gap[bin] += answer.confidence() - (answer.right() ? 1 : 0);
      double right = digit < 0 ? 0 : answer.probabilities()[answer.label()];
      loss -= Math.log(Math.max(LEAST, right));
    }
    double error = 0;
    for (double difference : gap) {
      error += Math.abs(difference) / answers.size();
    }
    return new Metrics(name, confusion, error, loss / answers.size());
  }

  public int count() {
    int count = 0;
    for (int digit = 0; digit < Network.CLASSES; digit++) {
      count += written(digit);
    }
    return count;
  }

  public int right() {
    int right = 0;
    for (int digit = 0; digit < Network.CLASSES; digit++) {
      right += confusion[digit][digit];
    }
    return right;
  }

  public double accuracy() {
    return (double) right() / count();
  }

  /** How many of a digit there were. */
  public int written(int digit) {
    int sum = 0;
    for (int times : confusion[digit]) {
      sum += times;
    }
    return sum;
  }

  /** The share of a digit that was read as it. */
  public double recall(int digit) {
    return (double) confusion[digit][digit] / Math.max(1, written(digit));
  }

  /** The share of what was read as a digit that was it. */
  public double precision(int digit) {
    int read = 0;
    for (int[] row : confusion) {
      read += row[digit];
    }
    return (double) confusion[digit][digit] / Math.max(1, read);
  }
}
