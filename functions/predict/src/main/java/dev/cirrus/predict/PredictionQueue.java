package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;

/** Accepts predictions that are to be recorded. */
@FunctionalInterface
public interface PredictionQueue {
  /**
   * Sends a prediction, within the time that a response may wait for it.
   *
   * @throws NotRecordedException if it is not certain that the prediction was accepted
   */
  void send(Prediction prediction) throws NotRecordedException;
}
