package dev.cirrus.bench.reading;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.prediction.IdGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads a small, fixed part of the reading benchmark, by the validation writers, and compares the
 * accuracy with lower bounds.
 */
final class ReadingBoundsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final double SHARE = 0.02;

  /** The least share of the samples of each set that is read exactly. */
  private static final Map<String, Double> BOUNDS =
      Map.ofEntries(
          Map.entry("MNIST", 0.98),
          Map.entry("MNIST corrupted", 0.93),
          Map.entry("MNIST enlarged", 0.95),
          Map.entry("free", 0.95),
          Map.entry("not a digit", 0.8),
          Map.entry("other surfaces", 0.75),
          Map.entry("other surfaces on a table", 0.6),
          Map.entry("pages rotated", 1.0),
          Map.entry("scans cropped to the ink, dark on light", 0.95),
          Map.entry("scans cropped to the ink, light on dark", 0.95),
          Map.entry("scans with a margin", 0.95),
          Map.entry("sheets on a table", 0.8),
          Map.entry("sheets that fill the photograph", 0.6),
          Map.entry("sheets under difficult conditions", 0.4),
          Map.entry("strings", 0.87),
          Map.entry("symbols beside digits", 0.8));

  @Test
  @Timeout(1800)
  void everySetIsReadAtLeastAsAccuratelyAsItsBound() throws IOException {
    Path data = Path.of(System.getenv().getOrDefault("CIRRUS_TRAINING_DATA", "../../shared/data"));
    assumeTrue(Files.isDirectory(data), "the training data is missing: " + data);

    Map<String, List<ReadingResult>> results;
    Clock clock = Clock.systemUTC();
    try (PredictHandler handler =
        new PredictHandler(
            new PredictHandler.Adapters(new InMemoryModelRegistry(), prediction -> {}),
            IdGenerator.system(clock),
            clock,
            new Telemetry("bench", clock, line -> {}),
            new ApiResponses(null))) {
      results =
          ReadingBenchmark.samples(data, /* test= */ false, SHARE).stream()
              .map(sample -> read(handler, sample))
              .collect(groupingBy(result -> result.sample().set()));
    }

    assertEquals(BOUNDS.keySet(), results.keySet(), "the sets");
    Map<String, String> tooLow = new TreeMap<>();
    results.forEach((set, all) -> {
      List<ReadingResult> wrong = all.stream().filter(result -> !result.right()).toList();
      double accuracy = 1 - (double) wrong.size() / all.size();
      if (accuracy < Objects.requireNonNull(BOUNDS.get(set))) {
        tooLow.put(set, accuracy + " of " + all.size() + ", misread: " + describe(wrong));
      }
    });
    assertEquals(Map.of(), tooLow);
  }

  private static List<String> describe(List<ReadingResult> wrong) {
    return wrong.stream()
        .map(result -> result.sample().expected() + " as " + result.text())
        .toList();
  }

  private static ReadingResult read(PredictHandler handler, ReadingSample sample) {
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withResource("/predict")
            .withQueryStringParameters(Map.of("record", "false"))
            .withHeaders(
                Map.of(
                    "Content-Type",
                    sample.contentType(),
                    "Authorization",
                    "Bearer bench-bench-bench-bench"))
            .withIsBase64Encoded(sample.isPicture())
            .withBody(
                sample.isPicture()
                    ? Base64.getEncoder().encodeToString(sample.body())
                    : new String(sample.body(), StandardCharsets.UTF_8));
    APIGatewayProxyResponseEvent response = handler.handleRequest(event, null);
    int status = response.getStatusCode();
    try {
      JsonNode json = JSON.readTree(response.getBody());
      String text = status == 200 ? json.get("text").asText() : "";
      return new ReadingResult(sample, status, text, new ArrayList<>(), 0);
    } catch (IOException e) {
      throw new AssertionError("expected JSON but got " + response.getBody(), e);
    }
  }
}
