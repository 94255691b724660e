package dev.cirrus.predict;

import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;

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

  /** Connecting ahead of the first request failed; that request connects for itself. */
  void queueUnreachable(Exception e) {
    telemetry.error("queue unreachable", e, json -> {});
  }
}
