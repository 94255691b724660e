package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the predictions that are sent, or fails on demand. */
final class InMemoryPredictionQueue implements PredictionQueue {
  final List<Prediction> predictions = new CopyOnWriteArrayList<>();
  volatile boolean fails;

  @Override
  public void send(Prediction prediction) throws NotRecordedException {
    if (fails) {
      throw new NotRecordedException("the test makes it fail", null);
    }
    predictions.add(prediction);
  }
}
