package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is appended, unless it is told to fail. */
final class InMemoryPredictionQueue implements PredictionQueue {
  final List<Prediction> predictions = new CopyOnWriteArrayList<>();
  volatile boolean fails;

  @Override
  public void append(Prediction prediction) throws NotRecordedException {
    if (fails) {
      throw new NotRecordedException("It was told to fail.", null);
    }
    predictions.add(prediction);
  }
}
