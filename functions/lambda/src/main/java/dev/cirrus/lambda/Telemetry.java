package dev.cirrus.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Writes log events and metrics (in CloudWatch's embedded metric format) as lines of JSON.
 *
 * <p>Nothing that a caller sent is logged. An exception is therefore logged by its type and stack
 * trace only: its message may quote the input.
 */
public final class Telemetry {
  private static final String NAMESPACE = "Cirrus";
  private static final int CAUSES = 4;
  private static final int FRAMES = 8;

  private final String service;
  private final InstantSource clock;
  private final Consumer<String> lines;

  /**
   * @param service the function's name, which is the metrics' one dimension
   */
  public Telemetry(String service, InstantSource clock, Consumer<String> lines) {
    this.service = service;
    this.clock = clock;
    this.lines = lines;
  }

  /**
   * Writes to standard output, which Lambda forwards to CloudWatch. On Lambda the function's own
   * name replaces {@code service}, so that the metrics of two stages in one account stay apart.
   */
  public static Telemetry toStandardOutput(String service, InstantSource clock) {
    String name = System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", service);
    return new Telemetry(name, clock, System.out::println);
  }

  /** Discards everything: for priming, which must leave no trace in logs and metrics. */
  public static Telemetry discarding() {
    return new Telemetry("discarded", InstantSource.system(), line -> {});
  }

  /** Writes additional fields of a log event. */
  @FunctionalInterface
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public void info(String message, Fields fields) {
    log("INFO", message, fields);
  }

  public void warn(String message, Fields fields) {
    log("WARN", message, fields);
  }

  public void error(String message, Throwable thrown, Fields fields) {
    log(
        "ERROR",
        message,
        json -> {
          fields.writeTo(json);
          json.writeArrayFieldStart("thrown");
          Throwable cause = thrown;
          for (int depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
            json.writeString(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
              json.writeString("at " + frames[i]);
            }
          }
          json.writeEndArray();
        });
  }

  public void measure(Metric... metrics) {
    lines.accept(
        Json.write(json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("_aws");
          json.writeNumberField("Timestamp", clock.millis());
          json.writeArrayFieldStart("CloudWatchMetrics");
          json.writeStartObject();
          json.writeStringField("Namespace", NAMESPACE);
          json.writeArrayFieldStart("Dimensions");
          json.writeStartArray();
          json.writeString("service");
          json.writeEndArray();
          json.writeEndArray();
          json.writeArrayFieldStart("Metrics");
          for (Metric metric : metrics) {
            json.writeStartObject();
            json.writeStringField("Name", metric.name());
            json.writeStringField("Unit", metric.unitName());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeStringField("service", service);
          for (Metric metric : metrics) {
            json.writeNumberField(metric.name(), metric.value());
          }
          json.writeEndObject();
        }));
  }

  private void log(String level, String message, Fields fields) {
    lines.accept(
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringField("timestamp", clock.instant().toString());
          json.writeStringField("level", level);
          json.writeStringField("service", service);
          json.writeStringField("message", message);
          fields.writeTo(json);
          json.writeEndObject();
        }));
  }
}
