package dev.cirrus.training.evaluation;

import java.util.List;

/** Makes confidence mean what it says: finds the temperature to divide a network's outputs by. */
public final class TemperatureScaling {
  private static final double LEAST = 1e-12;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private TemperatureScaling() {}

  /** The temperature under which the answers' right digits are likeliest, between 1/3 and 3. */
  public static float temperature(List<ScoredDigit> answers) {
    double low = -Math.log(3);
    double high = Math.log(3);
    for (int i = 0; i < 40; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(answers, Math.exp(left)) < loss(answers, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return (float) Math.exp((low + high) / 2);
  }

  private static double loss(List<ScoredDigit> answers, double temperature) {
    double loss = 0;
    for (ScoredDigit answer : answers) {
      double sum = 0;
      for (float probability : answer.probabilities()) {
        sum += Math.pow(Math.max(LEAST, probability), 1 / temperature);
      }
      double right = Math.max(LEAST, answer.probabilities()[answer.label()]);
      loss += Math.log(sum) - Math.log(right) / temperature;
    }
    return loss;
  }
}
