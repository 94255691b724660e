package dev.cirrus.predict;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelPointer;

/** Log events and metrics of predict besides those of every HTTP function. */
final class PredictTelemetry {
  private final Telemetry telemetry;

  PredictTelemetry(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  void primed() {
    telemetry.info("primed", json -> {});
  }

  void predicted(int digits) {
    telemetry.measure(Metric.count("Digits", digits));
  }

  void notRecorded(NotRecordedException e) {
    telemetry.error("prediction not recorded", e, json -> {});
    telemetry.measure(Metric.count("NotRecorded", 1));
  }

  void modelLoaded(ModelPointer model) {
    telemetry.info("model loaded", json -> json.writeStringField("model", model.version()));
    telemetry.measure(Metric.count("ModelTaken", 1));
  }

  /** A model failed its check; the previous one keeps serving. */
  void modelRefused(ModelPointer model, BadModelException e) {
    telemetry.warn(
        "model refused",
        json -> {
          json.writeStringField("model", model.version());
          json.writeStringField("reason", String.valueOf(e.getMessage()));
        });
    telemetry.measure(Metric.count("ModelRefused", 1));
  }

  /** The registry can't be read; the model that serves keeps serving. */
  void registryFailed(Exception e) {
    telemetry.error(
        "model registry failed",
        e,
        json -> json.writeStringField("reason", String.valueOf(e.getMessage())));
    telemetry.measure(Metric.count("ModelStoreFailed", 1));
  }

  /** Connecting ahead of the first request failed; that request connects for itself. */
  void queueUnreachable(Exception e) {
    telemetry.error("queue unreachable", e, json -> {});
  }
}
