package dev.cirrus.lambda;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TelemetryTest {
  private final List<String> lines = new ArrayList<>();
  private final Telemetry telemetry =
      new Telemetry("record", () -> Instant.parse("2026-11-21T12:00:00Z"), lines::add);

  @Test
  void aLogEventIsOneLineWithItsFields() {
    telemetry.info("Recorded", json -> json.writeNumberField("digits", 3));
    assertOneLine(
        """
        {
          "timestamp": "2026-11-21T12:00:00Z",
          "level": "INFO",
          "service": "record",
          "message": "Recorded",
          "digits": 3
        }
        """);
  }

  @Test
  void metricsAreOneLineInTheEmbeddedMetricFormat() {
    telemetry.measure(Metric.count("Recorded", 3), Metric.number("Drift", 1.5));
    assertOneLine(
        """
        {
          "_aws": {
            "Timestamp": 1795262400000,
            "CloudWatchMetrics": [
              {
                "Namespace": "Cirrus",
                "Dimensions": [["service"]],
                "Metrics": [
                  {"Name": "Recorded", "Unit": "Count"},
                  {"Name": "Drift", "Unit": "None"}
                ]
              }
            ]
          },
          "service": "record",
          "Recorded": 3.0,
          "Drift": 1.5
        }
        """);
  }

  private void assertOneLine(String expected) {
    assertEquals(1, lines.size());
    assertFalse(lines.getFirst().contains("\n"));
    assertEquals(json(expected), json(lines.getFirst()));
  }

  @Test
  void anExceptionIsLoggedWithItsCauseButWithoutTheirMessages() {
    telemetry.error(
        "Failed",
        new IllegalStateException("a secret", new IllegalArgumentException("another secret")),
        json -> json.writeStringField("request", "r-1"));
    String line = lines.getFirst();
    assertTrue(line.contains("\"java.lang.IllegalStateException\",\"at dev.cirrus.lambda."), line);
    assertTrue(line.contains("\"java.lang.IllegalArgumentException\",\"at "), line);
    assertEquals("ERROR", json(line).path("level").asText());
    assertEquals("r-1", json(line).path("request").asText());
    assertFalse(line.contains("secret"), line);
    assertFalse(line.contains("\n"), line);
  }
}
