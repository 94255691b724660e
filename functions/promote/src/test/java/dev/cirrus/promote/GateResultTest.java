package dev.cirrus.promote;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.json.Json;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.vision.Raster;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class GateResultTest {
  private static final ModelPointer SERVING = new ModelPointer("2.0.0", "a".repeat(64));

  private static JsonNode report(GateResult result) {
    return json(
        Json.write(json -> {
          json.writeStartObject();
          result.writeTo(json, SERVING);
          json.writeEndObject();
        }));
  }

  /** Classifies a zero and a one as a zero, and another one as a one, with certainty. */
  private static Metrics oneOfThreeWrong() {
    Metrics metrics = new Metrics();
    metrics.add(0, Classification.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    metrics.add(1, Classification.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    metrics.add(1, Classification.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    return metrics;
  }

  private static Metrics allRight() {
    Metrics metrics = new Metrics();
    metrics.add(0, Classification.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    return metrics;
  }

  @Test
  void theReportContainsReasonsAndTheRoundedFiguresOfEachModel() {
    JsonNode report =
        report(
            new GateResult(
                List.of("It is slower.", "It is worse."),
                1234,
                OptionalDouble.of(1.123456789),
                List.of(
                    new SetComparison(
                        EvaluationSet.MNIST, oneOfThreeWrong(), allRight(), allRight())),
                List.of(
                    new ReadingComparison(
                        new ReadingSet("strings", List.of(picture("12"), picture("345"))),
                        new ReadingResult(List.of(true, false)),
                        new ReadingResult(List.of(true, true)),
                        new ReadingResult(List.of(false, false))))));
    assertEquals(json("[\"It is slower.\",\"It is worse.\"]"), report.path("reasons"));
    assertEquals(json("[\"MNIST test\",\"pen, free\"]"), report.path("unmeasured"));
    assertEquals(json("\"2.0.0\""), report.path("measuredAgainst"));
    assertEquals(json("1234"), report.path("bytes"));
    assertEquals(json("1.12346"), report.path("slower"));
    JsonNode set = report.path("sets").path("MNIST test");
    assertEquals(json("3"), set.path("digits"));
    assertEquals(
        json(
            """
            {
              "accuracy": 0.66667,
              "calibrationError": 0.33333,
              "accuracyOfDigits": [1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
            }
            """),
        set.path("candidate"));
    assertEquals(json("1.0"), set.path("current").path("accuracy"));
    assertEquals(json("1.0"), set.path("shipped").path("accuracy"));
    assertEquals(
        json(
            """
            {
              "pictures": 2,
              "digits": 5,
              "candidate": {"accuracy": 0.5},
              "current": {"accuracy": 1.0},
              "shipped": {"accuracy": 0.0}
            }
            """),
        report.path("sets").path("strings"));
  }

  private static ReadingSet.Picture picture(String text) {
    return new ReadingSet.Picture(Raster.grey(1, 1, new byte[1]), text);
  }

  @Test
  void theTimeIsLeftOutIfItWasNotMeasured() {
    assertFalse(report(GateResult.refused("It is empty.", new byte[0])).has("slower"));
  }
}
