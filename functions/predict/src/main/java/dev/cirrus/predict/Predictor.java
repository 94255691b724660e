package dev.cirrus.predict;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Classifies images with the serving model and sends the prediction to the queue. */
final class Predictor {
  private final HotSwapModel model;
  private final IdGenerator ids;
  private final Clock clock;

  Predictor(HotSwapModel model, IdGenerator ids, Clock clock) {
    this.model = model;
    this.ids = ids;
    this.clock = clock;
  }

  PredictResult predict(
      PredictRequest request,
      Optional<OwnerKey> owner,
      PredictionQueue queue,
      PredictTelemetry telemetry) {
    List<PredictRequest.Image> images = request.images();
    String sent = request.id();
    Prediction prediction =
        model.use(loaded ->
            new Prediction(
                sent == null ? ids.next() : sent,
                clock.instant(),
                owner.map(OwnerKey::sha256).orElse(null),
                request.source(),
                request.file(),
                loaded.version(),
                read(images, loaded.classifier())));
    return new PredictResult(prediction, request.record() && record(prediction, queue, telemetry));
  }

  private static boolean record(
      Prediction prediction, PredictionQueue queue, PredictTelemetry telemetry) {
    try {
      queue.send(prediction);
      return true;
    } catch (NotRecordedException e) {
      telemetry.notRecorded(e);
      return false;
    }
  }

  private static List<ClassifiedDigit> read(
      List<PredictRequest.Image> images, Classifier classifier) {
    float[][] inputs = new float[images.size()][Pixels.COUNT];
    for (int i = 0; i < inputs.length; i++) {
      float[] values = images.get(i).values();
      for (int j = 0; j < values.length; j++) {
        inputs[i][j] = values[j] / Pixels.MAX;
      }
    }
    List<Classification> classifications = classifier.classify(inputs);
    List<ClassifiedDigit> digits = new ArrayList<>(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      PredictRequest.Image image = images.get(i);
      digits.add(
          new ClassifiedDigit(
              Probabilities.of(classifications.get(i).digitDistribution()),
              Pixels.ofValues(image.values()),
              image.box()));
    }
    return digits;
  }
}
