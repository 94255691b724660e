package dev.cirrus.history;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.InMemoryLedger;
import dev.cirrus.prediction.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every file of events/history through the runtime's serializer and checks the response. The
 * ledger contains the predictions of events/record/batch.json.
 */
final class HistoryEventsTest {
  /** Maven runs tests in the module's folder. */
  private static final Path EVENTS = Path.of("..", "..", "events");

  private static final PojoSerializer<APIGatewayProxyRequestEvent> REQUESTS =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyRequestEvent.class, HistoryEventsTest.class.getClassLoader());

  private static final PojoSerializer<APIGatewayProxyResponseEvent> ANSWERS =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyResponseEvent.class, HistoryEventsTest.class.getClassLoader());

  private static final PojoSerializer<SQSEvent> BATCHES =
      LambdaEventSerializers.serializerFor(
          SQSEvent.class, HistoryEventsTest.class.getClassLoader());

  private static final Instant NOW = Instant.parse("2026-11-21T12:05:00Z");

  private static final Map<String, Expected> EXPECTED = expected();

  private final List<String> lines = new ArrayList<>();
  private final InMemoryLedger ledger = new InMemoryLedger(() -> NOW);
  private final HistoryHandler handler =
      new HistoryHandler(
          ledger, new Telemetry("history", () -> NOW, lines::add), new ApiResponses(null));

  HistoryEventsTest() {
    for (SQSEvent.SQSMessage message :
        read(EVENTS.resolve("record").resolve("batch.json"), BATCHES).getRecords()) {
      Prediction prediction = Prediction.ofJson(message.getBody());
      ledger.record(prediction, prediction.time().plus(Duration.ofDays(90)));
    }
  }

  /**
   * The response to an event.
   *
   * @param properties values of the JSON in the body, by their JSON pointers
   */
  private record Expected(int status, Map<String, String> properties) {}

  private static Expected problem(int status, String type) {
    return new Expected(status, Map.of("/type", "/problems/" + type));
  }

  private static Map<String, Expected> expected() {
    Map<String, Expected> expected = new TreeMap<>();
    expected.put(
        "list",
        new Expected(200, Map.of("/predictions/0/id", "019aa6b1-5f00-7a11-8b02-7c9d1e2f3a4b")));
    expected.put(
        "next-page",
        new Expected(200, Map.of("/predictions/0/id", "019aa6b1-5e80-7c3a-9d41-2f6b8e07c1d5")));
    expected.put(
        "read",
        new Expected(200, Map.of("/file", "house number.png", "/model", "1.0.0", "/text", "72")));
    expected.put(
        "correct",
        new Expected(
            200,
            Map.of("/labels/0", "7", "/labels/1", "3", "/correctedAt", "2026-11-21T12:05:00Z")));
    expected.put("delete", new Expected(204, Map.of()));
    expected.put("dataset-csv", new Expected(200, Map.of()));
    expected.put("dataset-json-lines", new Expected(200, Map.of()));
    expected.put("bad-without-key", problem(401, "owner-key-required"));
    expected.put("bad-owner-key", problem(401, "owner-key-required"));
    expected.put("bad-foreign-record", problem(404, "not-found"));
    expected.put("bad-foreign-correction", problem(404, "not-found"));
    expected.put("bad-foreign-deletion", problem(404, "not-found"));
    expected.put("bad-unknown-record", problem(404, "not-found"));
    expected.put("bad-id", problem(404, "not-found"));
    expected.put("bad-forged-cursor", problem(400, "invalid-cursor"));
    expected.put("bad-cursor-of-another-list", problem(400, "invalid-cursor"));
    expected.put("bad-limit", problem(400, "invalid-input"));
    expected.put("bad-too-few-labels", problem(422, "labels-do-not-fit"));
    expected.put("bad-labels-not-digits", problem(400, "invalid-input"));
    expected.put("bad-not-json", problem(400, "malformed-json"));
    expected.put("bad-empty-body", problem(400, "malformed-json"));
    expected.put("bad-content-type", problem(415, "unsupported-media-type"));
    expected.put("bad-not-acceptable", problem(406, "not-acceptable"));
    expected.put("bad-route", problem(404, "no-such-route"));
    return expected;
  }

  private static <T> T read(Path path, PojoSerializer<T> serializer) {
    try (InputStream file = Files.newInputStream(path)) {
      return serializer.fromJson(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS.resolve("history"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyEventFileHasAnExpectedResponse() throws IOException {
    assertEquals(List.copyOf(EXPECTED.keySet()), names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachEventHasItsExpectedResponse(String name) {
    Expected expected = Objects.requireNonNull(EXPECTED.get(name));
    APIGatewayProxyRequestEvent event =
        read(EVENTS.resolve("history").resolve(name + ".json"), REQUESTS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ANSWERS.toJson(handler.handleRequest(event, null), out);
    JsonNode answer = json(out.toString(StandardCharsets.UTF_8));
    assertEquals(expected.status, answer.path("statusCode").asInt(), answer::toString);
    expected.properties.forEach((pointer, value) ->
        assertEquals(
            value, json(answer.path("body").asText()).at(pointer).asText(), answer::toString));
    assertEquals(
        name.startsWith("bad-"),
        answer.at("/headers/Content-Type").asText().equals("application/problem+json"));
    assertEquals(expected.status, json(lines.getFirst()).path("status").asInt());
    for (String secret :
        List.of("owner-key-for-examples", "too-short", "019aa6b1", "seven", "labels=7", "day#")) {
      assertFalse(lines.stream().anyMatch(line -> line.contains(secret)), secret);
    }
  }
}
