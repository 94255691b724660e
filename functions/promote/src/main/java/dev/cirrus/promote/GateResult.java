package dev.cirrus.promote;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.models.ModelPointer;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The result of the gate.
 *
 * @param reasons why the candidate is refused, a sentence each; empty if it passed
 * @param readings how pictures of the pen digits are read; empty if the candidate is refused for
 *     other reasons
 * @param slower how many times longer than the current model it takes, if that was measured
 */
record GateResult(
    List<String> reasons,
    int bytes,
    OptionalDouble slower,
    List<SetComparison> findings,
    List<ReadingComparison> readings) {
  private static final List<String> REQUIRED_SETS = List.of(EvaluationSet.MNIST, EvaluationSet.PEN);

  GateResult {
    reasons = List.copyOf(reasons);
    findings = List.copyOf(findings);
    readings = List.copyOf(readings);
  }

  /** A refusal before any measurement. */
  static GateResult refused(String reason, byte[] model) {
    return new GateResult(
        List.of(reason), model.length, OptionalDouble.empty(), List.of(), List.of());
  }

  boolean passed() {
    return reasons.isEmpty();
  }

  /** The required sets that were not measured, or not for every digit. */
  List<String> unmeasured() {
    return REQUIRED_SETS.stream().filter(Predicate.not(this::isMeasured)).toList();
  }

  private boolean isMeasured(String set) {
    return findings.stream()
        .anyMatch(finding -> finding.set().equals(set) && finding.candidate().hasEveryDigit());
  }

  void writeTo(JsonGenerator json, ModelPointer measuredAgainst) throws IOException {
    json.writeBooleanField("passed", passed());
    json.writeArrayFieldStart("reasons");
    for (String reason : reasons) {
      json.writeString(reason);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unmeasured");
    for (String set : unmeasured()) {
      json.writeString(set);
    }
    json.writeEndArray();
    json.writeStringField("measuredAgainst", measuredAgainst.version());
    writeLimits(json);
    json.writeNumberField("bytes", bytes);
    if (slower.isPresent()) {
      json.writeNumberField("slower", rounded(slower.getAsDouble()));
    }
    writeSets(json);
  }

  private static void writeLimits(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("limits");
    json.writeNumberField("bytes", GateLimits.BYTES);
    json.writeNumberField("wholeLoss", GateLimits.WHOLE_LOSS);
    json.writeNumberField("digitLoss", GateLimits.DIGIT_LOSS);
    json.writeNumberField("calibrationError", GateLimits.CALIBRATION_ERROR);
    json.writeNumberField("calibrationLoss", GateLimits.CALIBRATION_LOSS);
    json.writeNumberField("slower", GateLimits.SLOWER);
    json.writeNumberField("readingLoss", GateLimits.READING_LOSS);
    json.writeEndObject();
  }

  private void writeSets(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("sets");
    for (SetComparison finding : findings) {
      json.writeObjectFieldStart(finding.set());
      json.writeNumberField("digits", finding.candidate().count());
      write(json, "candidate", finding.candidate());
      write(json, "current", finding.current());
      write(json, "shipped", finding.reference());
      json.writeEndObject();
    }
    for (ReadingComparison reading : readings) {
      json.writeObjectFieldStart(reading.set().name());
      json.writeNumberField("pictures", reading.set().pictures().size());
      json.writeNumberField("digits", reading.set().digits());
      write(json, "candidate", reading.candidate());
      write(json, "current", reading.current());
      write(json, "shipped", reading.reference());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, ReadingResult result)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("accuracy", rounded(result.accuracy()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Metrics metrics) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("accuracy", rounded(metrics.accuracy()));
    json.writeNumberField("calibrationError", rounded(metrics.calibrationError()));
    json.writeArrayFieldStart("accuracyOfDigits");
    for (int digit = 0; digit < 10; digit++) {
      json.writeNumber(rounded(metrics.recall(digit)));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
