package dev.cirrus.history;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.InMemoryLedger;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

final class HistoryHandlerTest {
  private static final String ALICE = "alice-alice-alice-alice";
  private static final String BOB = "bob-bob-bob-bob-bob-bob-bob";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final Telemetry telemetry = new Telemetry("history", () -> NOW, lines::add);
  private final InMemoryLedger ledger = new InMemoryLedger(() -> NOW);
  private final HistoryHandler handler =
      new HistoryHandler(ledger, telemetry, new ApiResponses(null));
  private final TestPredictions predictions = new TestPredictions(7);
  private Instant last = NOW.minusSeconds(3_600);

  private static String owner(String key) {
    return OwnerKey.ofHeader("Bearer " + key).sha256();
  }

  private String recorded(String key, int... digits) {
    last = last.plusMillis(1);
    Prediction prediction = predictions.at(last).owner(owner(key)).digits(digits).build();
    ledger.record(prediction, last.plus(Duration.ofDays(90)));
    return prediction.id();
  }

  private static APIGatewayProxyRequestEvent event(String method, String resource, String key) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(resource)
        .withHeaders(
            new HashMap<>(
                Map.of("authorization", "Bearer " + key, "content-type", "application/json")));
  }

  private APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
    return handler.handleRequest(event, null);
  }

  private APIGatewayProxyResponseEvent get(String resource, String key, Map<String, String> query) {
    return handle(event("GET", resource, key).withQueryStringParameters(query));
  }

  private APIGatewayProxyResponseEvent correct(String id, String body) {
    return handle(
        event("PUT", "/predictions/{id}/labels", ALICE)
            .withPathParameters(Map.of("id", id))
            .withBody(body));
  }

  private static List<String> ids(APIGatewayProxyResponseEvent answer) {
    return json(answer.getBody()).path("predictions").findValuesAsText("id");
  }

  /** Returns the cursor in a Link header that leads to the next page. */
  private static @Nullable String linked(@Nullable String header) {
    Matcher matcher =
        Pattern.compile("<\\?cursor=([^>]+)>; rel=\"next\"").matcher(String.valueOf(header));
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static @Nullable String next(APIGatewayProxyResponseEvent answer) {
    return json(answer.getBody()).path("next").textValue();
  }

  @Test
  void cursorsLeadThroughTheWholeList() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      expected.addFirst(recorded(ALICE, i % 10));
      recorded(BOB, i % 10);
    }
    List<String> seen = new ArrayList<>(ids(get("/predictions", ALICE, Map.of())));
    assertEquals(20, seen.size());
    String cursor = next(get("/predictions", ALICE, Map.of()));
    while (cursor != null) {
      APIGatewayProxyResponseEvent page =
          get("/predictions", ALICE, Map.of("limit", "10", "cursor", cursor));
      seen.addAll(ids(page));
      cursor = next(page);
    }
    assertEquals(expected, seen);
  }

  @Test
  void aRecordContainsTheWholePrediction() {
    String id = recorded(ALICE, 4);
    Prediction prediction = ledger.find(owner(ALICE), id).orElseThrow().prediction();
    assertEquals(
        json(
            """
            {
              "id": "%s",
              "time": "2026-11-21T11:00:00.001Z",
              "source": "canvas",
              "model": "1",
              "text": "4",
              "predictions": [
                {
                  "digit": 4,
                  "confidence": 1.0,
                  "probabilities": [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                  "pixels": "%s"
                }
              ]
            }
            """
                .formatted(id, prediction.digits().getFirst().pixels().base64())),
        json(
            handle(event("GET", "/predictions/{id}", ALICE).withPathParameters(Map.of("id", id)))
                .getBody()));
  }

  @Test
  void aRecordOfAPictureNamesItsFile() {
    Prediction prediction =
        predictions.at(last).owner(owner(ALICE)).uploaded("sheet.png").digits(1).build();
    ledger.record(prediction, last.plus(Duration.ofDays(90)));
    assertEquals(
        "sheet.png",
        json(get("/predictions", ALICE, Map.of()).getBody()).findPath("file").asText());
  }

  @Test
  void aRepeatedCorrectionIsAnsweredTheSame() {
    String id = recorded(ALICE, 1, 7);
    APIGatewayProxyResponseEvent first = correct(id, "{\"labels\":[1,2]}");
    assertEquals(200, first.getStatusCode());
    JsonNode corrected = json(first.getBody());
    assertEquals(json("[1,2]"), corrected.path("labels"));
    assertEquals("2026-11-21T12:00:00Z", corrected.path("correctedAt").asText());
    assertEquals(first.getBody(), correct(id, " { \"labels\" : [ 1.0, 2e0 ] } ").getBody());
  }

  @Test
  void onlyLabelledDigitsAreReturnedAsLabelledAndExported() {
    String id = recorded(ALICE, 1, 7, 3);
    APIGatewayProxyResponseEvent answer = correct(id, "{\"positions\":[2,0],\"labels\":[8,1]}");
    assertTrue(answer.getBody().contains("\"labels\":[1,8],\"positions\":[0,2],"), answer::getBody);
    List<String> rows = get("/dataset", ALICE, Map.of()).getBody().lines().toList();
    List<ClassifiedDigit> digits =
        ledger.find(owner(ALICE), id).orElseThrow().prediction().digits();
    assertEquals(
        List.of("1" + values(digits.get(0)), "8" + values(digits.get(2))),
        rows.subList(1, rows.size()));
    assertProblem(422, "labels-do-not-fit", correct(id, "{\"labels\":[8],\"positions\":[3]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"labels\":[]}", "{\"labels\":[],\"positions\":[]}"})
  void anEmptyListOfLabelsWithdrawsTheCorrection(String body) {
    String id = recorded(ALICE, 1, 7);
    correct(id, "{\"labels\":[1,2]}");
    APIGatewayProxyResponseEvent answer = correct(id, body);
    assertEquals(200, answer.getStatusCode());
    assertFalse(answer.getBody().contains("labels"), answer::getBody);
    assertFalse(answer.getBody().contains("correctedAt"), answer::getBody);
    assertEquals(1, get("/dataset", ALICE, Map.of()).getBody().lines().count());
  }

  @Test
  void aDeletedRecordIsNotFound() {
    String id = recorded(ALICE, 1);
    APIGatewayProxyRequestEvent delete =
        event("DELETE", "/predictions/{id}", ALICE).withPathParameters(Map.of("id", id));
    APIGatewayProxyResponseEvent answer = handle(delete);
    assertEquals(204, answer.getStatusCode());
    assertNull(answer.getBody());
    assertEquals(404, handle(delete).getStatusCode());
    assertEquals(List.of(), ids(get("/predictions", ALICE, Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"labels\":[1}",
        "{\"labels\":[1]",
        "{\"labels\":[1]}{}",
        "{\"labels\":[1]} x",
        "{\"labels\":[NaN]}",
        "{\"labels\":[01]}",
        "labels"
      })
  void aBodyThatIsNotJsonIsRejected(String body) {
    assertProblem(400, "malformed-json", correct(recorded(ALICE, 1), body));
  }

  @Test
  void aBodyThatLooksLikeUtf32IsRejected() {
    byte[] body = {0, 0x31, 0, 0, 0, 0x30};
    APIGatewayProxyRequestEvent put =
        event("PUT", "/predictions/{id}/labels", ALICE)
            .withPathParameters(Map.of("id", recorded(ALICE, 1)))
            .withBody(Base64.getEncoder().encodeToString(body))
            .withIsBase64Encoded(true);
    assertProblem(400, "malformed-json", handle(put));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[1]",
        "7",
        "null",
        "\"7\"",
        "{}",
        "{\"label\":[1]}",
        "{\"labels\":7}",
        "{\"labels\":null}",
        "{\"positions\":[0]}",
        "{\"labels\":[1],\"positions\":[64]}",
        "{\"labels\":[1],\"positions\":[]}",
        "{\"labels\":[1,2],\"positions\":[0,0]}",
        "{\"labels\":[-1]}",
        "{\"labels\":[10]}",
        "{\"labels\":[1.5]}",
        "{\"labels\":[\"1\"]}",
        "{\"labels\":[null]}",
        "{\"labels\":[true]}",
        "{\"labels\":[[1]]}",
        "{\"labels\":[{}]}",
        "{\"labels\":[1e999]}",
        "{\"labels\":[1],\"more\":2}",
        "{\"more\":2,\"labels\":[1]}"
      })
  void labelsOfAnotherShapeAreRejected(String body) {
    assertProblem(400, "invalid-input", correct(recorded(ALICE, 1), body));
  }

  @Test
  void moreLabelsThanAPredictionCanHaveAreRejected() {
    String id = recorded(ALICE, 1);
    assertProblem(400, "invalid-input", correct(id, "{\"labels\":[" + "1,".repeat(64) + "1]}"));
    assertProblem(422, "labels-do-not-fit", correct(id, "{\"labels\":[" + "1,".repeat(63) + "1]}"));
  }

  @Test
  void aBodyThatIsTooLargeIsRejected() {
    String id = recorded(ALICE, 1);
    assertProblem(413, "too-large", correct(id, " ".repeat(8_192) + "{\"labels\":[1]}"));
  }

  @Test
  void aBodyMayBeBase64() {
    String body = "{\"labels\":[3]}";
    APIGatewayProxyRequestEvent put =
        event("PUT", "/predictions/{id}/labels", ALICE)
            .withPathParameters(Map.of("id", recorded(ALICE, 1)))
            .withBody(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
            .withIsBase64Encoded(true);
    assertEquals(200, handle(put).getStatusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "51", "-1", "1.5", "ten", "00000000000000000001", " 1", "١"})
  void anInvalidLimitIsRejected(String limit) {
    assertProblem(400, "invalid-input", get("/predictions", ALICE, Map.of("limit", limit)));
  }

  @ParameterizedTest
  @CsvSource({"1", "50"})
  void theLimitBoundsTheList(int limit) {
    for (int i = 0; i < 51; i++) {
      recorded(ALICE, 1);
    }
    assertEquals(limit, ids(get("/predictions", ALICE, Map.of("limit", "" + limit))).size());
  }

  @Test
  void aTamperedCursorIsRejected() {
    recorded(ALICE, 1);
    recorded(ALICE, 2);
    String cursor = next(get("/predictions", ALICE, Map.of("limit", "1")));
    assertNotNull(cursor);
    for (int i = 0; i < String.valueOf(cursor).length(); i++) {
      for (char other : "Aa0-_".toCharArray()) {
        StringBuilder forged = new StringBuilder(String.valueOf(cursor));
        if (forged.charAt(i) != other) {
          forged.setCharAt(i, other);
          assertProblem(
              400,
              "invalid-cursor",
              get("/predictions", ALICE, Map.of("cursor", forged.toString())));
        }
      }
    }
    for (String forged : List.of("", "A", "=", "%", cursor + "A", cursor + "=", "A".repeat(43))) {
      assertProblem(400, "invalid-cursor", get("/predictions", ALICE, Map.of("cursor", forged)));
    }
    assertProblem(
        400, "invalid-cursor", get("/predictions", BOB, Map.of("cursor", String.valueOf(cursor))));
  }

  @Test
  void theDatasetContainsOnlyTheOwnersCorrectedDigits() {
    String first = recorded(ALICE, 1, 7);
    correct(first, "{\"labels\":[1,2]}");
    recorded(ALICE, 5);
    String bobs = recorded(BOB, 9);
    ledger.correct(owner(BOB), bobs, Labels.forAll(4));
    APIGatewayProxyResponseEvent answer = get("/dataset", ALICE, Map.of());
    assertEquals("text/csv", answer.getHeaders().get("Content-Type"));
    assertNull(answer.getHeaders().get("Link"));
    List<String> rows = answer.getBody().lines().toList();
    List<ClassifiedDigit> digits =
        ledger.find(owner(ALICE), first).orElseThrow().prediction().digits();
    assertEquals(3, rows.size());
    assertTrue(rows.get(0).startsWith("label,pixel0,pixel1,"));
    assertTrue(rows.get(0).endsWith(",pixel783"));
    assertEquals("1" + values(digits.get(0)), rows.get(1));
    assertEquals("2" + values(digits.get(1)), rows.get(2));
  }

  private static String values(ClassifiedDigit digit) {
    StringBuilder values = new StringBuilder();
    IntStream.range(0, Pixels.COUNT).forEach(i -> values.append(',').append(digit.pixels().at(i)));
    return values.toString();
  }

  @Test
  void aDatasetOfJsonLinesContainsTheSame() {
    String id = recorded(ALICE, 7);
    correct(id, "{\"labels\":[2]}");
    APIGatewayProxyRequestEvent get = event("GET", "/dataset", ALICE);
    get.getHeaders().put("Accept", "application/x-ndjson");
    APIGatewayProxyResponseEvent answer = handle(get);
    ClassifiedDigit digit =
        ledger.find(owner(ALICE), id).orElseThrow().prediction().digits().getFirst();
    assertEquals("application/x-ndjson", answer.getHeaders().get("Content-Type"));
    assertTrue(answer.getBody().endsWith("}\n"));
    assertEquals(
        json("{\"label\":2,\"image\":[" + values(digit).substring(1) + "]}"),
        json(answer.getBody()));
  }

  @Test
  void aLargeDatasetIsSplitIntoResponsesThatLambdaCanReturn() {
    for (int i = 0; i < 40; i++) {
      String id = recorded(ALICE, new int[64]);
      correct(id, "{\"labels\":[" + "3,".repeat(63) + "3]}");
    }
    Set<String> rows = new HashSet<>();
    int answers = 0;
    String cursor = null;
    do {
      APIGatewayProxyResponseEvent answer =
          get("/dataset", ALICE, cursor == null ? Map.of() : Map.of("cursor", cursor));
      answers++;
      assertTrue(answer.getBody().length() <= 4_000_000);
      answer.getBody().lines().skip(1).forEach(row -> assertTrue(rows.add(row)));
      cursor = linked(answer.getHeaders().get("Link"));
    } while (cursor != null);
    assertEquals(40 * 64, rows.size());
    assertEquals(2, answers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv|text/csv",
        "*/*|text/csv",
        "text/*|text/csv",
        "application/*|application/x-ndjson",
        "Application/X-NDJSON|application/x-ndjson",
        "text/html,application/xhtml+xml,*/*;q=0.8|text/csv",
        "text/csv;q=0.5, application/x-ndjson|application/x-ndjson",
        "text/csv;q=0, */*|application/x-ndjson",
        "*/*;q=0.1, application/x-ndjson;q=0.05|text/csv",
        "*/*, text/csv;q=0|application/x-ndjson",
        "*/*;q=0.1, application/*;q=0.5|application/x-ndjson"
      })
  void theFormatIsNegotiatedByTheAcceptHeader(String accept, String mediaType) {
    assertEquals(mediaType, DatasetFormat.accepted(accept).mediaType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html", "*/*;q=0", "text/csv;q=nonsense", "x"})
  void anUnsupportedFormatIsNotAcceptable(String accept) {
    APIGatewayProxyRequestEvent get = event("GET", "/dataset", ALICE);
    get.getHeaders().put("Accept", accept);
    assertProblem(406, "not-acceptable", handle(get));
  }

  @Test
  void aLedgerThatDoesNotAnswerIsUnavailable() {
    assertProblem(
        503,
        "unavailable",
        failing(DynamoDbException.builder().message("no table for alice").build())
            .handleRequest(event("GET", "/predictions", ALICE), null));
    assertTrue(lines.getFirst().contains("\"ERROR\""));
    assertFalse(lines.toString().contains("alice"));
  }

  @Test
  void anUnexpectedExceptionIsAnInternalError() {
    assertProblem(
        500,
        "internal",
        failing(new IllegalStateException("alice"))
            .handleRequest(event("GET", "/predictions", ALICE), null));
    assertFalse(lines.toString().contains("alice"));
    assertEquals(1, json(lines.getLast()).path("Failures").asInt());
  }

  private HistoryHandler failing(RuntimeException failure) {
    Ledger failing =
        (Ledger)
            Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    return new HistoryHandler(failing, telemetry, new ApiResponses(null));
  }

  @Test
  void everyRouteAnswersItsPrimingRequest() {
    assertDoesNotThrow(HistoryPriming::run);
  }

  private static void assertProblem(int status, String type, APIGatewayProxyResponseEvent answer) {
    assertEquals(status, answer.getStatusCode(), answer::getBody);
    assertEquals("/problems/" + type, json(answer.getBody()).path("type").asText());
    assertEquals("application/problem+json", answer.getHeaders().get("Content-Type"));
  }
}
