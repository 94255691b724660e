package dev.cirrus.predict;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.classifier.TinyModel;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.StoredModel;
import dev.cirrus.predict.image.ExifPicture;
import dev.cirrus.predict.image.LargePicture;
import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictHandlerTest {
  private static final String AUTHORIZATION = "Bearer abcdefghijklmnopqrstuv";

  private static String image(int digit) {
    StringBuilder values = new StringBuilder("[");
    for (float value : TinyModel.knownDigits()[digit]) {
      values.append(values.length() == 1 ? "" : ",").append(value * 255);
    }
    return values.append("]").toString();
  }

  @Test
  void aPredictionIsSentWithItsOwnersHashAndItsPixels() {
    try (HandlerFixture it = new HandlerFixture()) {
      APIGatewayProxyRequestEvent event =
          HandlerFixture.predict("application/json")
              .withBody("{\"image\":%s,\"source\":\"canvas\",\"file\":\"a\"}".formatted(image(7)));
      event.setHeaders(
          Map.of(
              "Content-Type", "application/json; charset=utf-8", "authorization", AUTHORIZATION));
      APIGatewayProxyResponseEvent answer = it.handler.handleRequest(event, null);

      Prediction recorded = it.queue.predictions.getFirst();
      assertEquals(recorded.id(), json(answer.getBody()).path("id").asText());
      assertEquals(OwnerKey.ofHeader(AUTHORIZATION).sha256(), recorded.owner());
      assertEquals(Source.CANVAS, recorded.source());
      assertEquals("a", recorded.file());
      assertEquals(it.clock.instant(), recorded.time());
      assertEquals("7", recorded.text());
      assertEquals(
          Math.round(TinyModel.knownDigits()[7][14 * 28 + 14] * 255),
          recorded.digits().getFirst().pixels().at(14 * 28 + 14));
      assertEquals("no-store", answer.getHeaders().get("Cache-Control"));
    }
  }

  @Test
  void aPredictionWithoutAKeyIsAnonymous() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.json("{\"image\":%s}".formatted(image(1)));
      assertNull(it.queue.predictions.getFirst().owner());
      assertEquals(Source.API, it.queue.predictions.getFirst().source());
    }
  }

  @Test
  void sixtyFourImagesAreOnePrediction() {
    try (HandlerFixture it = new HandlerFixture()) {
      StringBuilder images = new StringBuilder();
      for (int i = 0; i < 64; i++) {
        images.append(i == 0 ? "" : ",").append(image(i % 10));
      }
      APIGatewayProxyResponseEvent answer = it.json("{\"images\":[" + images + "]}");
      assertEquals(200, answer.getStatusCode());
      assertEquals(1, it.queue.predictions.size());
      assertEquals("0123456789".repeat(6) + "0123", it.queue.predictions.getFirst().text());
    }
  }

  @Test
  void theMeanConfidenceOfThePredictedDigitsIsMeasured() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.json("{\"images\":[%s,%s]}".formatted(image(1), image(4)));
      double mean =
          it.queue.predictions.getFirst().digits().stream()
              .mapToDouble(digit -> digit.probabilities().confidence())
              .average()
              .orElseThrow();
      String measured = "\"Digits\":2.0,\"Confidence\":" + mean;
      assertTrue(it.lines.stream().anyMatch(line -> line.contains(measured)), it.lines::toString);
    }
  }

  @Test
  void aFailingQueueIsCountedButTheRequestIsAnswered() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.queue.fails = true;
      APIGatewayProxyResponseEvent answer = it.json("{\"image\":%s}".formatted(image(4)));
      assertEquals(200, answer.getStatusCode());
      assertEquals("4", json(answer.getBody()).path("text").asText());
      assertFalse(json(answer.getBody()).path("recorded").asBoolean(true));
      assertTrue(it.lines.stream().anyMatch(line -> json(line).path("NotRecorded").asInt() == 1));
    }
  }

  @Test
  void aRepeatedRequestKeepsItsIdSoThatItIsRecordedOnce() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.json("{\"image\":%s}".formatted(image(4)));
      String id = it.queue.predictions.getFirst().id();
      APIGatewayProxyResponseEvent answer =
          it.json("{\"id\":\"%s\",\"image\":%s}".formatted(id, image(4)));
      assertEquals(id, json(answer.getBody()).path("id").asText());
      assertEquals(List.of(id, id), it.queue.predictions.stream().map(Prediction::id).toList());
    }
  }

  @Test
  void anInvalidIdIsRejected() {
    try (HandlerFixture it = new HandlerFixture()) {
      for (String id : List.of("7", "\"7\"", "\"00000000-0000-4000-8000-000000000000\"")) {
        APIGatewayProxyResponseEvent answer =
            it.json("{\"id\":%s,\"image\":%s}".formatted(id, image(4)));
        assertEquals(400, answer.getStatusCode());
      }
      assertEquals(List.of(), it.queue.predictions);
    }
  }

  @Test
  void anIdIsAcceptedOnlyFromTheOwnerToWhomItWasIssued() {
    String alice = "Bearer alice-alice-alice-alice";
    String bob = "Bearer bob-bob-bob-bob-bob-bob";
    for (String owner : Arrays.asList(alice, null)) {
      for (String other : Arrays.asList(alice, bob, null)) {
        try (HandlerFixture it = new HandlerFixture()) {
          it.handler.handleRequest(predictionBy(owner, null), null);
          String id = it.queue.predictions.getFirst().id();
          APIGatewayProxyResponseEvent answer =
              it.handler.handleRequest(predictionBy(other, id), null);
          boolean isSame = Objects.equals(owner, other);
          assertEquals(isSame ? 200 : 400, answer.getStatusCode(), answer::getBody);
          assertEquals(isSame ? 2 : 1, it.queue.predictions.size());
        }
      }
    }
  }

  @Test
  void anIdIsAcceptedForADayAndNotBeforeItsTime() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.handler.handleRequest(predictionBy(null, null), null);
      String id = it.queue.predictions.getFirst().id();
      it.clock.advance(PredictionIds.MAX_AGE);
      assertEquals(200, it.handler.handleRequest(predictionBy(null, id), null).getStatusCode());
      it.clock.advance(Duration.ofMillis(1));
      assertEquals(400, it.handler.handleRequest(predictionBy(null, id), null).getStatusCode());
      it.handler.handleRequest(predictionBy(null, null), null);
      String later = it.queue.predictions.getLast().id();
      it.clock.advance(PredictionIds.MAX_CLOCK_DIFFERENCE.negated());
      assertEquals(200, it.handler.handleRequest(predictionBy(null, later), null).getStatusCode());
      it.clock.advance(Duration.ofMillis(-1));
      assertEquals(400, it.handler.handleRequest(predictionBy(null, later), null).getStatusCode());
    }
  }

  private static APIGatewayProxyRequestEvent predictionBy(
      @Nullable String authorization, @Nullable String id) {
    APIGatewayProxyRequestEvent event = HandlerFixture.predict("application/json");
    Map<String, String> headers = new HashMap<>(event.getHeaders());
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    String again = id == null ? "" : "\"id\":\"" + id + "\",";
    return event.withHeaders(headers).withBody("{" + again + "\"image\":" + image(4) + "}");
  }

  @Test
  void aPredictionIsNotRecordedIfTheCallerDeclines() {
    try (HandlerFixture it = new HandlerFixture()) {
      APIGatewayProxyResponseEvent answer =
          it.json("{\"record\":false,\"image\":%s}".formatted(image(4)));
      assertFalse(json(answer.getBody()).path("recorded").asBoolean(true));
      assertEquals(0, it.queue.predictions.size());
    }
  }

  @Test
  void aPromotedModelAnswersLaterRequests() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.get("/health");
      it.registry.promote("next", TinyModel.thatReadsKnownDigits().build());
      JsonNode health = onceItSays("model", "next", it, "/health");
      assertEquals("next", health.path("model").asText());
      assertEquals("bucket", health.path("origin").asText());
    }
  }

  /**
   * Repeats the request, since on a busy machine a refresh may take longer than a request waits.
   */
  private static JsonNode onceItSays(String name, String value, HandlerFixture it, String path) {
    JsonNode answer = json("{}");
    for (int asked = 0; asked < 600 && !answer.path(name).asText().equals(value); asked++) {
      it.clock.advance(Duration.ofSeconds(60));
      answer = json(it.get(path).getBody());
    }
    return answer;
  }

  @Test
  void theModelCardContainsTheDrift() {
    try (HandlerFixture it = new HandlerFixture()) {
      it.registry.promote("next", TinyModel.thatReadsKnownDigits().build());
      it.registry.writeDriftReport("{\"shifted\":true,\"reasons\":[\"More sevens.\"]}");
      JsonNode card = onceItSays("version", "next", it, "/model");
      assertEquals("next", card.path("version").asText());
      assertTrue(card.has("sha256"));
      assertEquals(json("[1]"), card.path("note"));
      assertEquals(json("{\"shifted\":true,\"reasons\":[\"More sevens.\"]}"), card.path("drift"));

      it.registry.failure = new ModelRegistryException("down");
      assertFalse(json(it.get("/model").getBody()).has("drift"));
    }
  }

  @Test
  void theFileOfTheServingModelIsServedByItsHashAndMayBeCached() {
    try (HandlerFixture it = new HandlerFixture()) {
      StoredModel shipped = ShippedModel.load();
      APIGatewayProxyResponseEvent answer = file(it, shipped.pointer().sha256());
      assertEquals(200, answer.getStatusCode());
      assertTrue(answer.getIsBase64Encoded());
      assertArrayEquals(shipped.onnx(), Base64.getDecoder().decode(answer.getBody()));
      assertEquals("public, max-age=31536000, immutable", answer.getHeaders().get("Cache-Control"));

      byte[] next = TinyModel.thatReadsKnownDigits().build();
      it.registry.promote("next", next);
      onceItSays("version", "next", it, "/model");
      APIGatewayProxyResponseEvent old = file(it, shipped.pointer().sha256());
      assertEquals(404, old.getStatusCode());
      assertEquals("no-store", old.getHeaders().get("Cache-Control"));
      assertArrayEquals(
          next, Base64.getDecoder().decode(file(it, ModelCheck.sha256(next)).getBody()));
    }
  }

  private static APIGatewayProxyResponseEvent file(HandlerFixture it, String sha256) {
    return it.handler.handleRequest(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("GET")
            .withResource("/model/files/{sha256}")
            .withPathParameters(Map.of("sha256", sha256)),
        null);
  }

  @Test
  void aBodyOfSixMegabytesIsRejectedWhateverItsType() {
    try (HandlerFixture it = new HandlerFixture()) {
      String body = Base64.getEncoder().encodeToString(new byte[6 * 1024 * 1024]);
      for (String type : new String[] {"application/json", "image/png", "image/jpeg"}) {
        APIGatewayProxyResponseEvent answer =
            it.handler.handleRequest(
                HandlerFixture.predict(type).withBody(body).withIsBase64Encoded(true), null);
        assertEquals(413, answer.getStatusCode());
      }
    }
  }

  @Test
  void numbersNamesAndNestingBeyondTheLimitsAreInvalidInput() {
    try (HandlerFixture it = new HandlerFixture()) {
      for (String number : List.of("0." + "0".repeat(101), "1".repeat(101))) {
        APIGatewayProxyResponseEvent answer = it.json("{\"image\":[" + number + "]}");
        assertEquals(400, answer.getStatusCode(), answer::getBody);
      }
      String nested = "[".repeat(100) + "]".repeat(100);
      assertEquals(400, it.json("{\"image\":" + nested + "}").getStatusCode());
      assertEquals(400, it.json("{\"" + "a".repeat(60_000) + "\":1}").getStatusCode());
      assertFalse(it.lines.toString().contains("ERROR"), it.lines::toString);
    }
  }

  @Test
  void anUnexpectedExceptionIsLoggedWithoutItsMessage() {
    PredictionQueue broken =
        prediction -> {
          throw new IllegalStateException("secret " + prediction.file());
        };
    try (HandlerFixture it = new HandlerFixture(broken)) {
      APIGatewayProxyResponseEvent answer =
          it.json("{\"image\":%s,\"file\":\"private\"}".formatted(image(4)));
      assertEquals(500, answer.getStatusCode());
      assertEquals("/problems/internal", json(answer.getBody()).path("type").asText());
      assertTrue(it.lines.stream().anyMatch(line -> line.contains("IllegalStateException")));
      assertFalse(it.lines.toString().contains("secret"));
      assertFalse(it.lines.toString().contains("private"));
    }
  }

  @Test
  void aMissingVariableIsNamed() {
    for (String missing : new String[] {"AWS_REGION", "MODEL_BUCKET", "PREDICTION_QUEUE_URL"}) {
      Map<String, String> variables =
          new HashMap<>(
              Map.of(
                  "AWS_REGION", "eu-central-1",
                  "MODEL_BUCKET", "models",
                  "PREDICTION_QUEUE_URL", "https://queue"));
      variables.remove(missing);
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> PredictConfig.of(new Environment(variables)));
      assertTrue(String.valueOf(e.getMessage()).contains(missing));
    }
  }

  @Test
  void boxesAreInThePixelsOfTheOriginalPicture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(LargePicture.draw(), "png", png);
    try (HandlerFixture it = new HandlerFixture()) {
      it.handler.handleRequest(
          HandlerFixture.predict("image/png")
              .withBody(Base64.getEncoder().encodeToString(png.toByteArray()))
              .withIsBase64Encoded(true),
          null);
      Box box = it.queue.predictions.getFirst().digits().getFirst().box();
      assertNotNull(box);
      assertEquals(2000, box.x(), 20);
      assertEquals(1000, box.y(), 20);
      assertEquals(300, box.width(), 40);
      assertEquals(2000, box.height(), 40);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void aSheetIsReadAndLocatedAsItsExifOrientationShowsIt(int orientation) {
    try (HandlerFixture it = new HandlerFixture()) {
      JsonNode answer =
          json(
              it.handler
                  .handleRequest(
                      HandlerFixture.predict("image/jpeg")
                          .withBody(
                              Base64.getEncoder().encodeToString(ExifPicture.sheet(orientation)))
                          .withIsBase64Encoded(true),
                      null)
                  .getBody());
      assertEquals("717\n41", answer.get("text").asText());
      JsonNode four = answer.get("predictions").get(3).get("box");
      assertEquals(115, four.get("x").asInt(), 5);
      assertEquals(275, four.get("y").asInt(), 5);
    }
  }

  @Test
  void aPicturesDigitsComeWithTheirPixelsWhenAskedFor() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(LargePicture.draw(), "png", png);
    try (HandlerFixture it = new HandlerFixture()) {
      APIGatewayProxyRequestEvent event =
          HandlerFixture.predict("image/png")
              .withBody(Base64.getEncoder().encodeToString(png.toByteArray()))
              .withIsBase64Encoded(true);
      assertFalse(it.handler.handleRequest(event, null).getBody().contains("\"pixels\""));
      event.setQueryStringParameters(Map.of("pixels", "true"));
      String pixels = it.queue.predictions.getFirst().digits().getFirst().pixels().base64();
      String answer = it.handler.handleRequest(event, null).getBody();
      assertTrue(answer.contains("\"pixels\":\"" + pixels + "\""), answer);
      event.setQueryStringParameters(Map.of("pixels", "yes"));
      assertEquals(400, it.handler.handleRequest(event, null).getStatusCode());
    }
  }

  @Test
  void reportsTheProbabilityOfNotADigit() {
    try (HandlerFixture it = new HandlerFixture()) {
      // The shipped model has eleven outputs.
      assertTrue(notADigit(it.json("{\"image\":%s}".formatted(image(3)))) < 0.1);
      // A filled square.
      String square =
          IntStream.range(0, 784)
              .mapToObj(i -> isInside(i / 28) && isInside(i % 28) ? "255" : "0")
              .collect(Collectors.joining(",", "[", "]"));
      assertTrue(notADigit(it.json("{\"image\":%s}".formatted(square))) > 0.5);
    }
  }

  private static boolean isInside(int coordinate) {
    return coordinate >= 4 && coordinate < 24;
  }

  private static double notADigit(APIGatewayProxyResponseEvent answer) {
    Matcher matcher = Pattern.compile("\"notADigit\":([0-9.E-]+)").matcher(answer.getBody());
    assertTrue(matcher.find(), answer::getBody);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void healthIsDegradedWhileAnotherPartFails() {
    String health = health(Map.of("queue", "failed", "ledger", "ok"));
    assertTrue(health.startsWith("{\"status\":\"degraded\""), health);
    assertTrue(health.endsWith("\"parts\":{\"ledger\":\"ok\",\"queue\":\"failed\"}}"), health);
  }

  @Test
  void healthIsOkWhileEachPartIs() {
    String health = health(Map.of("queue", "ok", "ledger", "ok"));
    assertTrue(health.startsWith("{\"status\":\"ok\""), health);
    health = health(Map.of());
    assertTrue(health.startsWith("{\"status\":\"ok\""), health);
    assertFalse(health.contains("parts"), health);
  }

  private static String health(Map<String, String> parts) {
    try (HandlerFixture it = new HandlerFixture();
        PredictHandler handler =
            new PredictHandler(
                new PredictHandler.Adapters(it.registry, it.queue, () -> parts),
                IdGenerator.system(it.clock),
                it.clock,
                Telemetry.discarding(),
                new ApiResponses(null))) {
      return handler
          .handleRequest(
              new APIGatewayProxyRequestEvent().withHttpMethod("GET").withResource("/health"), null)
          .getBody();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image\":[0,0,true]} | Value 3 of \"image\" is not a number: send numbers from 0 to 255.",
        "{\"image\":[0,256]} | Value 2 of \"image\" is not between 0 (paper) and 255 (ink).",
        "{\"images\":[[-1]]} | Value 1 of image 1 is not between 0 (paper) and 255 (ink)."
      })
  void aWrongValueIsReportedWithItsPosition(String body, String detail) {
    try (HandlerFixture it = new HandlerFixture()) {
      APIGatewayProxyResponseEvent answer = it.json(body);
      assertEquals(400, answer.getStatusCode());
      assertEquals(detail, json(answer.getBody()).get("detail").asText());
    }
  }
}
