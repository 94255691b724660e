package dev.cirrus.predict;

import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.prediction.ClassifiedDigit;
import java.util.List;

/** Log events and metrics of predict besides those of every HTTP function. */
final class PredictTelemetry {
  private final Telemetry telemetry;

  PredictTelemetry(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  void primed() {
    telemetry.info("primed", json -> {});
  }

  void predicted(List<ClassifiedDigit> digits) {
    telemetry.measure(
        Metric.count("Digits", digits.size()),
        Metric.number(
            "Confidence",
            digits.stream()
                .mapToDouble(digit -> digit.probabilities().confidence())
                .average()
                .orElseThrow()));
  }

  void notRecorded(NotRecordedException e) {
    telemetry.error("prediction not recorded", e, json -> {});
    telemetry.measure(Metric.count("NotRecorded", 1));
  }

  /** Logs that the queue could not be reached in advance; the first request will connect itself. */
  void queueUnreachable(Exception e) {
    telemetry.error("queue unreachable", e, json -> {});
  }
}
