package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By the interface's own description, with functions that only listen. */
final class ApiGatewayTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:15:30Z"), ZoneOffset.UTC);
  private static final String ID = "0192f0c1-2345-7abc-8def-0123456789ab";
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"), "Host", List.of("localhost:8080"));

  private @Nullable APIGatewayProxyRequestEvent heard;

  private ApiGateway gateway(TokenBucket throttle) throws IOException {
    HttpFunction function =
        new HttpFunction(
            (event, context) -> {
              heard = event;
              return new APIGatewayProxyResponseEvent()
                  .withStatusCode(200)
                  .withHeaders(Map.of("Content-Type", "application/json"))
                  .withBody("{}");
            },
            Duration.ofSeconds(10));
    return new ApiGateway(
        ApiDescription.read(Path.of("../api/openapi.yaml")),
        Map.of("PredictFunction", function, "HistoryFunction", function),
        throttle,
        CLOCK);
  }

  private static Request request(
      String method, String uri, Map<String, List<String>> headers, byte[] body) {
    return new Request(method, URI.create(uri), headers, body, InetAddress.getLoopbackAddress());
  }

  private Response ask(Request request) throws IOException {
    return ask(request, TokenBucket.none());
  }

  private Response ask(Request request, TokenBucket throttle) throws IOException {
    ApiGateway gateway = gateway(throttle);
    return gateway
        .route(request.method(), request.uri().getRawPath())
        .map(route -> gateway.answer(route, request))
        .orElseGet(gateway::noSuchRoute);
  }

  private APIGatewayProxyRequestEvent heard() {
    assertNotNull(heard, "the function was not asked");
    return heard;
  }

  private static byte[] image(int values) {
    return ("{\"image\":[" + "0,".repeat(values - 1) + "0]}").getBytes(StandardCharsets.UTF_8);
  }

  private static void assertProblem(int status, String type, Response answer) {
    assertEquals(status, answer.status());
    assertEquals(List.of("application/problem+json"), answer.headers().get("Content-Type"));
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"/problems/" + type + "\""), body);
  }

  @Test
  void aPictureIsHandedOnInBase64() throws IOException {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 0};

    ask(request("POST", "/predict", Map.of("Content-Type", List.of("image/png")), picture));

    assertTrue(heard().getIsBase64Encoded());
    assertArrayEquals(picture, Base64.getDecoder().decode(heard().getBody()));
  }

  @Test
  void jsonIsHandedOnAsText() throws IOException {
    ask(request("POST", "/predict", JSON, image(784)));

    assertFalse(heard().getIsBase64Encoded());
    assertEquals(new String(image(784), StandardCharsets.UTF_8), heard().getBody());
  }

  @Test
  void whatComesTwiceIsHandedOnTwiceAndTheLastOnceMore() throws IOException {
    ask(
        request(
            "GET",
            "/predictions?limit=1&limit=2&cursor=a%20b+c",
            Map.of("X-Twice", List.of("one", "two")),
            new byte[0]));

    assertEquals(Map.of("limit", "2", "cursor", "a b c"), heard().getQueryStringParameters());
    assertEquals(
        Map.of("limit", List.of("1", "2"), "cursor", List.of("a b c")),
        heard().getMultiValueQueryStringParameters());
    assertEquals(Map.of("X-Twice", "two"), heard().getHeaders());
    assertEquals(Map.of("X-Twice", List.of("one", "two")), heard().getMultiValueHeaders());
  }

  @Test
  void whatIsNotThereIsNull() throws IOException {
    ask(request("GET", "/health", Map.of(), new byte[0]));

    assertNull(heard().getBody());
    assertNull(heard().getQueryStringParameters());
    assertNull(heard().getMultiValueQueryStringParameters());
    assertNull(heard().getPathParameters());
    assertNull(heard().getStageVariables());
  }

  @Test
  void theRouteIsNamedByItsTemplateAndItsParameters() throws IOException {
    ask(request("PUT", "/predictions/" + ID + "/labels", JSON, bytes("{\"labels\":[7]}")));

    assertEquals("/predictions/{id}/labels", heard().getResource());
    assertEquals("/predictions/" + ID + "/labels", heard().getPath());
    assertEquals(Map.of("id", ID), heard().getPathParameters());
    assertEquals("local", heard().getRequestContext().getStage());
    assertEquals("127.0.0.1", heard().getRequestContext().getIdentity().getSourceIp());
    assertEquals("21/Nov/2026:10:15:30 +0000", heard().getRequestContext().getRequestTime());
  }

  @Test
  void aBodyThatDoesNotFitItsSchemaDoesNotReachTheFunction() throws IOException {
    for (byte[] body :
        List.of(
            image(783),
            image(785),
            bytes(""),
            bytes("nonsense"),
            bytes("[]"),
            bytes("{}"),
            bytes("{\"image\":null}"),
            bytes(new String(image(784), StandardCharsets.UTF_8).replaceFirst("0", "256")),
            bytes(new String(image(784), StandardCharsets.UTF_8).replaceFirst("0", "-1")),
            bytes(new String(image(784), StandardCharsets.UTF_8).replaceFirst("0", "NaN")),
            bytes(new String(image(784), StandardCharsets.UTF_8).replaceFirst("0", "\"0\"")),
            bytes(new String(image(784), StandardCharsets.UTF_8).replaceFirst("0", "[0]")),
            bytes(new String(image(784), StandardCharsets.UTF_8) + "{}"))) {
      assertProblem(400, "invalid-input", ask(request("POST", "/predict", JSON, body)));
      assertNull(heard);
    }
  }

  @Test
  void aBodyOfAnUnknownKindIsTheFunctionsToRefuse() throws IOException {
    ask(request("POST", "/predict", Map.of("Content-Type", List.of("image/gif")), bytes("GIF")));

    assertEquals("GIF", heard().getBody());
  }

  @Test
  void aRouteThatIsNotThereIsToldLikeOneThatIsNotForThisMethod() throws IOException {
    assertProblem(404, "no-such-route", ask(request("GET", "/nowhere", Map.of(), new byte[0])));
    assertProblem(404, "no-such-route", ask(request("PUT", "/predict", JSON, image(784))));
  }

  @Test
  void administratorsAskFromThisMachineAlone() throws IOException {
    URI runs = URI.create("/training-runs");
    Map<String, List<String>> host = Map.of("Host", List.of("localhost:8080"));
    Map<String, List<String>> page =
        Map.of("Host", List.of("localhost:8080"), "Origin", List.of("http://localhost:8080"));
    Map<String, List<String>> otherPage =
        Map.of("Host", List.of("localhost:8080"), "Origin", List.of("https://example.org"));
    Map<String, List<String>> otherName = Map.of("Host", List.of("example.org"));
    InetAddress near = InetAddress.getLoopbackAddress();
    InetAddress far = InetAddress.getByAddress(new byte[] {10, 0, 0, 7});

    // No function stands behind it here: that is what who may ask hears.
    assertProblem(503, "unavailable", ask(new Request("GET", runs, host, new byte[0], near)));
    assertProblem(503, "unavailable", ask(new Request("GET", runs, page, new byte[0], near)));
    assertProblem(403, "forbidden", ask(new Request("GET", runs, host, new byte[0], far)));
    assertProblem(403, "forbidden", ask(new Request("GET", runs, otherPage, new byte[0], near)));
    assertProblem(403, "forbidden", ask(new Request("GET", runs, otherName, new byte[0], near)));
    for (Map.Entry<String, String> header :
        Map.of(
                "Forwarded", "for=192.0.2.1",
                "X-Forwarded-For", "192.0.2.1",
                "Via", "1.1 proxy",
                "Sec-Fetch-Site", "cross-site")
            .entrySet()) {
      Map<String, List<String>> forwarded =
          Map.of("Host", List.of("localhost:8080"), header.getKey(), List.of(header.getValue()));
      assertProblem(403, "forbidden", ask(new Request("GET", runs, forwarded, new byte[0], near)));
    }
  }

  @Test
  void tooManyRequestsAtOnceAreToldToWait() throws IOException {
    long[] now = {0};
    TokenBucket throttle = new TokenBucket(1, 2, () -> now[0]);
    Request request = request("GET", "/health", Map.of(), new byte[0]);

    assertEquals(200, ask(request, throttle).status());
    assertEquals(200, ask(request, throttle).status());
    Response third = ask(request, throttle);
    assertProblem(429, "throttled", third);
    assertEquals(List.of("1"), third.headers().get("Retry-After"));
    now[0] += Duration.ofSeconds(1).toNanos();
    assertEquals(200, ask(request, throttle).status());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
