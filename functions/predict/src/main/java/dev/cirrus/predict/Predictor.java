package dev.cirrus.predict;

import dev.cirrus.classifier.Classifier;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.prediction.Ids;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.ReadDigit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads images with the model that serves, and hands on what came of it. */
final class Predictor {
  private final CurrentModel models;
  private final Ids ids;
  private final Clock clock;

  Predictor(CurrentModel models, Ids ids, Clock clock) {
    this.models = models;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of a question. */
  record Answer(Prediction prediction, boolean recorded) {}

  Answer answer(Question question, Optional<OwnerKey> owner, PredictionLog log, Journal journal) {
    List<Question.Image> images = question.images();
    String sent = question.id();
    Prediction prediction =
        models.use(served ->
            new Prediction(
                sent == null ? ids.next() : sent,
                clock.instant(),
                owner.map(OwnerKey::sha256).orElse(null),
                question.source(),
                question.file(),
                served.version(),
                read(images, served.classifier())));
    return new Answer(prediction, question.record() && record(prediction, log, journal));
  }

  private static boolean record(Prediction prediction, PredictionLog log, Journal journal) {
    try {
      log.append(prediction);
      return true;
    } catch (NotRecordedException e) {
      journal.notRecorded(e);
      return false;
    }
  }

  private static List<ReadDigit> read(List<Question.Image> images, Classifier classifier) {
    float[][] inputs = new float[images.size()][Pixels.COUNT];
    for (int i = 0; i < inputs.length; i++) {
      float[] values = images.get(i).values();
      for (int j = 0; j < values.length; j++) {
        inputs[i][j] = values[j] / Pixels.MAX;
      }
    }
    float[][] outputs = classifier.classify(inputs);
    List<ReadDigit> digits = new ArrayList<>(outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      Question.Image image = images.get(i);
      digits.add(
          new ReadDigit(
              Probabilities.of(outputs[i]), Pixels.ofValues(image.values()), image.box()));
    }
    return digits;
  }
}
