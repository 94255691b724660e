package dev.cirrus.predict;

import dev.cirrus.classifier.Classification;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.predict.image.DecodedImage;
import dev.cirrus.predict.serving.HotSwapModel;
import dev.cirrus.predict.serving.LoadedModel;
import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classifies images with the serving model and sends the prediction to the queue. */
final class Predictor {
  private final HotSwapModel model;
  private final PredictionIds ids;
  private final Clock clock;

  Predictor(HotSwapModel model, PredictionIds ids, Clock clock) {
    this.model = model;
    this.ids = ids;
    this.clock = clock;
  }

  PredictResult predict(
      PredictRequest request,
      Optional<OwnerKey> owner,
      PredictionQueue queue,
      PredictTelemetry telemetry) {
    String id = request.id() == null ? ids.next(owner) : ids.again(request.id(), owner);
    Classified classified = model.use(loaded -> classify(request.input(), loaded));
    Prediction prediction =
        new Prediction(
            id,
            clock.instant(),
            owner.map(OwnerKey::sha256).orElse(null),
            request.source(),
            request.file(),
            classified.model(),
            classified.digits());
    return new PredictResult(
        prediction,
        classified.notADigit(),
        classified.layout(),
        request.input() instanceof PredictRequest.Picture picture && picture.withPixels(),
        // Without the model, so that a new one need not wait for the queue.
        request.record() && record(prediction, queue, telemetry));
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

  /**
   * The digits of a request.
   *
   * @param model the version of the model that classified them
   * @param notADigit for each, the probability that the image shows something else
   * @param layout where they stand in their picture, or null where images were sent
   */
  private record Classified(
      String model,
      List<ClassifiedDigit> digits,
      List<Float> notADigit,
      @Nullable PageLayout layout) {}

  private static Classified classify(PredictRequest.Input input, LoadedModel model) {
    return switch (input) {
      case PredictRequest.Images images -> classified(images, model);
      case PredictRequest.Picture picture -> classified(picture.image(), model);
    };
  }

  private static Classified classified(PredictRequest.Images images, LoadedModel model) {
    float[][] inputs = new float[images.values().size()][Pixels.COUNT];
    for (int i = 0; i < inputs.length; i++) {
      float[] values = images.values().get(i);
      for (int j = 0; j < values.length; j++) {
        inputs[i][j] = values[j] / Pixels.MAX;
      }
    }
    List<Classification> classifications = model.classifier().classify(inputs);
    List<ClassifiedDigit> digits = new ArrayList<>(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      digits.add(
          new ClassifiedDigit(
              Probabilities.of(classifications.get(i).digitDistribution()),
              Pixels.ofValues(images.values().get(i)),
              null));
    }
    return new Classified(
        model.version(),
        digits,
        classifications.stream().map(Classification::notADigit).toList(),
        null);
  }

  private static Classified classified(DecodedImage image, LoadedModel model) {
    Reading reading = PictureReader.read(image, model.classifier());
    int step = image.step();
    List<ClassifiedDigit> digits = new ArrayList<>(reading.digits().size());
    List<Float> notADigit = new ArrayList<>(reading.digits().size());
    List<Integer> lines = new ArrayList<>(reading.digits().size());
    for (Digit digit : reading.digits()) {
      Classification classification = Classification.of(digit.scores());
      digits.add(
          new ClassifiedDigit(
              Probabilities.of(classification.digitDistribution()),
              Pixels.ofBytes(digit.pixels()),
              box(digit.box(), step)));
      notADigit.add(classification.notADigit());
      lines.add(digit.line());
    }
    List<Box> rejected = reading.rejected().stream().map(box -> box(box, step)).toList();
    return new Classified(
        model.version(), digits, notADigit, new PageLayout(lines, rejected, reading.sheet(), step));
  }

  private static Box box(dev.cirrus.vision.Box box, int step) {
    return new Box(box.x() * step, box.y() * step, box.width() * step, box.height() * step);
  }
}
