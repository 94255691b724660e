package dev.cirrus.predict;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.cirrus.models.ShippedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final HandlerFixture FIXTURE = new HandlerFixture();

  private static final PojoSerializer<APIGatewayProxyRequestEvent> REQUESTS =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyRequestEvent.class, PredictEventsTest.class.getClassLoader());

  private static final PojoSerializer<APIGatewayProxyResponseEvent> RESPONSES =
      LambdaEventSerializers.serializerFor(
          APIGatewayProxyResponseEvent.class, PredictEventsTest.class.getClassLoader());

  private static final Map<String, Expected> EXPECTED = expected();

  /**
   * The response to an event.
   *
   * @param properties values of the JSON in the body, by their JSON pointers
   */
  private record Expected(int status, Map<String, String> properties) {}

  private static Expected problem(int status, String type) {
    return new Expected(status, Map.of("/type", "/problems/" + type));
  }

  private static Expected reading(String text, boolean recorded) {
    return new Expected(200, Map.of("/text", text, "/recorded", Boolean.toString(recorded)));
  }

  private static Map<String, Expected> expected() {
    Map<String, Expected> expected = new TreeMap<>();
    expected.put("one-image", reading("7", true));
    expected.put("many-images", reading("194", true));
    expected.put("fractions", new Expected(200, Map.of("/text", "2")));
    expected.put("no-record", reading("3", false));
    expected.put("anonymous", reading("5", true));
    expected.put("png", reading("7", true));
    expected.put("jpeg", reading("7", true));
    expected.put("health", new Expected(200, Map.of("/status", "ok")));
    expected.put(
        "model", new Expected(200, Map.of("/version", ShippedModel.load().pointer().version())));
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
      expected.put(name, problem(400, "invalid-input"));
    }
    expected.put("bad-json", problem(400, "malformed-json"));
    expected.put("bad-nan", problem(400, "malformed-json"));
    expected.put("bad-owner-key", problem(401, "owner-key-required"));
    expected.put("bad-route", problem(404, "no-such-route"));
    expected.put("bad-method", problem(404, "no-such-route"));
    expected.put("bad-20000-by-20000", problem(413, "too-large"));
    expected.put("bad-decompression-bomb", problem(413, "too-large"));
    for (String name : List.of("bad-content-type", "bad-no-content-type", "bad-gif", "bad-svg")) {
      expected.put(name, problem(415, "unsupported-media-type"));
    }
    for (String name : List.of("bad-gif-called-png", "bad-truncated-png", "bad-truncated-jpeg")) {
      expected.put(name, problem(422, "unreadable-picture"));
    }
    for (String name :
        List.of(
            "bad-nothing-drawn",
            "bad-nothing-drawn-in-one",
            "bad-one-pixel",
            "bad-blank-picture")) {
      expected.put(name, problem(422, "nothing-drawn"));
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
    FIXTURE.close();
  }

  @Test
  void everyEventFileHasAnExpectedResponse() throws IOException {
    assertEquals(List.copyOf(EXPECTED.keySet()), names().toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachEventHasItsExpectedResponse(String name) throws IOException {
    FIXTURE.lines.clear();
    APIGatewayProxyRequestEvent event;
    try (InputStream json = Files.newInputStream(EVENTS.resolve(name + ".json"))) {
      event = REQUESTS.fromJson(json);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    APIGatewayProxyResponseEvent response = FIXTURE.handler.handleRequest(event, null);
    RESPONSES.toJson(response, bytes);
    APIGatewayProxyResponseEvent answer =
        RESPONSES.fromJson(bytes.toString(StandardCharsets.UTF_8));

    Expected expected = Objects.requireNonNull(EXPECTED.get(name));
    assertEquals(expected.status, answer.getStatusCode(), answer::getBody);
    expected.properties.forEach((pointer, value) ->
        assertEquals(value, json(answer.getBody()).at(pointer).asText(), answer::getBody));
    if (answer.getStatusCode() >= 400) {
      assertEquals("application/problem+json", answer.getHeaders().get("Content-Type"));
      assertFalse(answer.getBody().contains("script"), "the response repeats input");
    }
    assertTrue(
        FIXTURE.lines.stream()
            .noneMatch(line ->
                line.contains("script")
                    || line.contains("Bearer")
                    || line.contains("events-events")
                    || line.contains("sheet.png")
                    || line.contains("iVBOR")),
        "the log repeats input");
  }
}
