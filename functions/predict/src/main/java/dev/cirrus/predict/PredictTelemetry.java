package dev.cirrus.predict;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelPointer;

/** What the function tells of itself; nothing that a caller sent is ever in it. */
final class PredictTelemetry {
  private final Telemetry telemetry;

  PredictTelemetry(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Every path was gone once, before the snapshot. */
  void primed() {
    telemetry.info("primed", json -> {});
  }

  /** A request was answered. */
  void answered(String request, int status, int digits, double milliseconds) {
    telemetry.info(
        "answered",
        json -> {
          json.writeStringField("requestId", request);
          json.writeNumberField("status", status);
        });
    telemetry.measure(Metric.milliseconds("Latency", milliseconds), Metric.count("Digits", digits));
  }

  /** A prediction may be lost. */
  void notRecorded(NotRecordedException e) {
    telemetry.error("prediction not recorded", e, json -> {});
    telemetry.measure(Metric.count("NotRecorded", 1));
  }

  /** A model serves from now on. */
  void modelTaken(ModelPointer model) {
    telemetry.info("model taken up", json -> json.writeStringField("model", model.version()));
    telemetry.measure(Metric.count("ModelTaken", 1));
  }

  /** A model must not serve; the one before goes on. */
  void modelRefused(ModelPointer model, BadModelException e) {
    telemetry.warn(
        "model refused",
        json -> {
          json.writeStringField("model", model.version());
          json.writeStringField("why", String.valueOf(e.getMessage()));
        });
    telemetry.measure(Metric.count("ModelRefused", 1));
  }

  /** What the store holds could not be found out; what is known goes on. */
  void storeFailed(Exception e) {
    telemetry.error(
        "model store failed",
        e,
        json -> json.writeStringField("why", String.valueOf(e.getMessage())));
    telemetry.measure(Metric.count("ModelStoreFailed", 1));
  }

  /** The queue could not be reached before the first request needed it. */
  void queueFailed(Exception e) {
    telemetry.error("queue not reached", e, json -> {});
  }

  /** Something is wrong in the function itself. */
  void failed(String request, RuntimeException fault) {
    telemetry.error("failed", fault, json -> json.writeStringField("requestId", request));
    telemetry.measure(Metric.count("Failures", 1));
  }
}
