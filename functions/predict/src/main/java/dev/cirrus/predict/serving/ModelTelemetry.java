package dev.cirrus.predict.serving;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelPointer;

/** Log events and metrics about the serving model. */
public final class ModelTelemetry {
  private final Telemetry telemetry;

  public ModelTelemetry(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  void modelLoaded(ModelPointer model) {
    telemetry.info("model loaded", json -> json.writeStringField("model", model.version()));
  }

  /** Reports a model that failed its check; the previous one keeps serving. */
  void modelRefused(ModelPointer model, BadModelException e) {
    telemetry.warn(
        "model refused",
        json -> {
          json.writeStringField("model", model.version());
          json.writeStringField("reason", String.valueOf(e.getMessage()));
        });
    telemetry.measure(Metric.count("ModelRefused", 1));
  }

  /** Reports that the registry could not be read; the serving model stays in use. */
  public void registryFailed(Exception e) {
    telemetry.error(
        "model registry failed",
        e,
        json -> json.writeStringField("reason", String.valueOf(e.getMessage())));
    telemetry.measure(Metric.count("RegistryFailed", 1));
  }
}
