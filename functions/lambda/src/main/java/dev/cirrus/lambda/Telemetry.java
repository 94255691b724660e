package dev.cirrus.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Tells what happens in a function, as lines of JSON: log events, and metrics in CloudWatch's
 * embedded format. What a caller sent gets into neither, so an exception is told by its type and
 * where it came from: its text may quote.
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
   * Where Lambda takes lines from. There, the function has a name of its own, so that the metrics
   * of two stages in one account do not mix.
   */
  public static Telemetry toStandardOutput(String service, InstantSource clock) {
    String name = System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", service);
    return new Telemetry(name, clock, System.out::println);
  }

  /** More of what happened: writes fields into the line's object. */
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
            json.writeStringField("Unit", metric.unitOnTheWire());
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
