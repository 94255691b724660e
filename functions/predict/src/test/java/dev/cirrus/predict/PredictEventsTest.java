package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends every file of events/predict through the runtime's serializer and checks the response. */
final class PredictEventsTest {
  /** Maven runs tests in the module's folder. */
  private static final Path EVENTS = Path.of("..", "..", "events", "predict");

  private static final Handlers HANDLERS = new Handlers();

  private static final PojoSerializer<APIGatewayProxyRequestEvent> REQUESTS =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyRequestEvent.class, PredictEventsTest.class.getClassLoader());

  private static final PojoSerializer<APIGatewayProxyResponseEvent> RESPONSES =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyResponseEvent.class, PredictEventsTest.class.getClassLoader());

  /** The expected status and a part of the expected body for each event. */
  private static final Map<String, String> EXPECTED = expected();

  private static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    expected.put("one-image", "200 \"text\":\"7\",\"recorded\":true");
    expected.put("many-images", "200 \"text\":\"194\",\"recorded\":true");
    expected.put("fractions", "200 \"text\":\"2\"");
    expected.put("no-record", "200 \"text\":\"3\",\"recorded\":false");
    expected.put("anonymous", "200 \"text\":\"5\",\"recorded\":true");
    expected.put("png", "200 \"text\":\"7\",\"recorded\":true");
    expected.put("jpeg", "200 \"text\":\"7\",\"recorded\":true");
    expected.put("health", "200 \"status\":\"ok\"");
    expected.put("model", "200 \"sha256\":\"");
    for (String name :
        List.of(
            "bad-783-values",
            "bad-785-values",
            "bad-string",
            "bad-null",
            "bad-minus-one",
            "bad-256",
            "bad-nested",
            "bad-65-images",
            "bad-no-images",
            "bad-both",
            "bad-neither",
            "bad-unknown-property",
            "bad-source",
            "bad-file",
            "bad-empty-body",
            "bad-record-parameter")) {
      expected.put(name, "400 \"/problems/invalid-input\"");
    }
    expected.put("bad-json", "400 \"/problems/malformed-json\"");
    expected.put("bad-nan", "400 \"/problems/malformed-json\"");
    expected.put("bad-owner-key", "401 \"/problems/owner-key-required\"");
    expected.put("bad-route", "404 \"/problems/no-such-route\"");
    expected.put("bad-method", "404 \"/problems/no-such-route\"");
    expected.put("bad-20000-by-20000", "413 \"/problems/too-large\"");
    expected.put("bad-decompression-bomb", "413 \"/problems/too-large\"");
    for (String name : List.of("bad-content-type", "bad-no-content-type", "bad-gif", "bad-svg")) {
      expected.put(name, "415 \"/problems/unsupported-media-type\"");
    }
    for (String name : List.of("bad-gif-called-png", "bad-truncated-png", "bad-truncated-jpeg")) {
      expected.put(name, "422 \"/problems/unreadable-picture\"");
    }
    for (String name :
        List.of(
            "bad-nothing-drawn",
            "bad-nothing-drawn-in-one",
            "bad-one-pixel",
            "bad-blank-picture")) {
      expected.put(name, "422 \"/problems/nothing-drawn\"");
    }
    return expected;
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @AfterAll
  static void close() {
    HANDLERS.close();
  }

  @Test
  void everyEventHasItsExpectedAnswer() throws IOException {
    assertEquals(List.copyOf(EXPECTED.keySet()), names().toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEventIsAnsweredAsExpected(String name) throws IOException {
    HANDLERS.lines.clear();
    APIGatewayProxyRequestEvent event;
    try (InputStream json = Files.newInputStream(EVENTS.resolve(name + ".json"))) {
      event = REQUESTS.fromJson(json);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    APIGatewayProxyResponseEvent response = HANDLERS.handler.handleRequest(event, null);
    RESPONSES.toJson(response, bytes);
    APIGatewayProxyResponseEvent answer =
        RESPONSES.fromJson(bytes.toString(StandardCharsets.UTF_8));

    String expected = EXPECTED.getOrDefault(name, "??? not expected");
    assertEquals(
        expected.substring(0, 3), answer.getStatusCode().toString(), () -> answer.getBody());
    assertTrue(answer.getBody().contains(expected.substring(4)), () -> answer.getBody());
    if (answer.getStatusCode() >= 400) {
      assertEquals("application/problem+json", answer.getHeaders().get("Content-Type"));
      assertFalse(answer.getBody().contains("script"), "the response repeats input");
    }
    assertTrue(
        HANDLERS.lines.stream()
            .noneMatch(line ->
                line.contains("script")
                    || line.contains("Bearer")
                    || line.contains("events-events")
                    || line.contains("sheet.png")
                    || line.contains("iVBOR")),
        "it logs what was sent");
  }
}
