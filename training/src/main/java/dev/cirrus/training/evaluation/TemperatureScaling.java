package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.Classification;
import java.util.List;

/**
 * Calibrates confidence by dividing the logits by one temperature (Guo et al. 2017,
 * arXiv:1706.04599).
 */
public final class TemperatureScaling {
  private static final double LEAST_PROBABILITY = 1e-12;
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  /** The search interval is from 1/3 to 3; 40 golden sections narrow its logarithm to 1e-8. */
  private static final double MOST = 3;

  private static final int SECTIONS = 40;

  private TemperatureScaling() {}

  /** Finds the temperature, between 1/3 and 3, that minimises the negative log-likelihood. */
  public static float fit(List<ScoredDigit> scored) {
    double low = -Math.log(MOST);
    double high = Math.log(MOST);
    for (int i = 0; i < SECTIONS; i++) {
      double left = high - GOLDEN_RATIO * (high - low);
      double right = low + GOLDEN_RATIO * (high - low);
      if (loss(scored, Math.exp(left)) < loss(scored, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return (float) Math.exp((low + high) / 2);
  }

  private static double loss(List<ScoredDigit> scored, double temperature) {
    double loss = 0;
    for (ScoredDigit digit : scored) {
      Classification classification = digit.classification();
      if (classification == null) {
        continue;
      }
      double sum = power(classification.notADigit(), temperature);
      for (float probability : classification.digits()) {
        sum += power(probability, temperature);
      }
      float label =
          digit.label() < 0 ? classification.notADigit() : classification.digit(digit.label());
      loss += Math.log(sum) - Math.log(power(label, temperature));
    }
    return loss;
  }

  private static double power(float probability, double temperature) {
    return Math.pow(Math.max(LEAST_PROBABILITY, probability), 1 / temperature);
  }
}
