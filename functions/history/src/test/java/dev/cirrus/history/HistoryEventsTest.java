package dev.cirrus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
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

  /** The expected status and a part of the expected body for each event. */
  private static final Map<String, String> EXPECTED = expected();

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

  private static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    expected.put("list", "200 \"predictions\":[{\"id\":\"019aa6b1-5f00-7a11-8b02-7c9d1e2f3a4b\"");
    expected.put(
        "next-page", "200 \"predictions\":[{\"id\":\"019aa6b1-5e80-7c3a-9d41-2f6b8e07c1d5\"");
    expected.put("read", "200 \"file\":\"house number.png\",\"model\":\"1.0.0\",\"text\":\"72\"");
    expected.put("correct", "200 \"labels\":[7,3],\"correctedAt\":\"2026-11-21T12:05:00Z\"");
    expected.put("delete", "204 ");
    expected.put("dataset-csv", "200 label,pixel0,pixel1,");
    expected.put("dataset-json-lines", "200 ");
    expected.put("bad-without-key", "401 \"/problems/owner-key-required\"");
    expected.put("bad-owner-key", "401 \"/problems/owner-key-required\"");
    expected.put("bad-foreign-record", "404 \"/problems/not-found\"");
    expected.put("bad-foreign-correction", "404 \"/problems/not-found\"");
    expected.put("bad-foreign-deletion", "404 \"/problems/not-found\"");
    expected.put("bad-unknown-record", "404 \"/problems/not-found\"");
    expected.put("bad-id", "404 \"/problems/not-found\"");
    expected.put("bad-forged-cursor", "400 \"/problems/invalid-cursor\"");
    expected.put("bad-cursor-of-another-list", "400 \"/problems/invalid-cursor\"");
    expected.put("bad-limit", "400 \"/problems/invalid-input\"");
    expected.put("bad-too-few-labels", "422 \"/problems/labels-do-not-fit\"");
    expected.put("bad-labels-not-digits", "400 \"/problems/invalid-input\"");
    expected.put("bad-not-json", "400 \"/problems/malformed-json\"");
    expected.put("bad-empty-body", "400 \"/problems/malformed-json\"");
    expected.put("bad-content-type", "415 \"/problems/unsupported-media-type\"");
    expected.put("bad-not-acceptable", "406 \"/problems/not-acceptable\"");
    expected.put("bad-route", "404 \"/problems/no-such-route\"");
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
    String[] expected = Objects.requireNonNull(EXPECTED.get(name)).split(" ", 2);
    APIGatewayProxyRequestEvent event =
        read(EVENTS.resolve("history").resolve(name + ".json"), REQUESTS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ANSWERS.toJson(handler.handleRequest(event, null), out);
    String answer = out.toString(StandardCharsets.UTF_8);
    assertTrue(answer.startsWith("{\"statusCode\":" + expected[0] + ","), answer);
    assertTrue(answer.contains(expected[1].replace("\"", "\\\"")), answer);
    assertEquals(
        name.startsWith("bad-"), answer.contains("\"Content-Type\":\"application/problem+json\""));
    assertTrue(lines.getFirst().contains("\"status\":" + expected[0]), lines::toString);
    for (String secret :
        List.of("owner-key-for-examples", "too-short", "019aa6b1", "seven", "labels=7", "day#")) {
      assertFalse(lines.stream().anyMatch(line -> line.contains(secret)), secret);
    }
  }
}
