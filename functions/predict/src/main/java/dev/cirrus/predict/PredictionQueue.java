package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;

/** Where predictions are handed on to be kept. */
@FunctionalInterface
public interface PredictionQueue {
  /**
   * Hands a prediction on. It takes at most as long as the answer can wait.
   *
   * @throws NotRecordedException where it is not certain that it was handed on
   */
  void append(Prediction prediction) throws NotRecordedException;
}
