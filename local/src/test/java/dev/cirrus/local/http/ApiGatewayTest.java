package dev.cirrus.local.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.local.invocation.HttpFunction;
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

/**
 * Tests the gateway with the OpenAPI description and functions that keep the event they receive.
 */
final class ApiGatewayTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:15:30Z"), ZoneOffset.UTC);
  private static final String ID = "0192f0c1-2345-7abc-8def-0123456789ab";
  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json"), "Host", List.of("localhost:8080"));

  private @Nullable APIGatewayProxyRequestEvent received;

  private ApiGateway gateway(TokenBucket throttle) throws IOException {
    HttpFunction function =
        new HttpFunction(
            (event, context) -> {
              received = event;
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

  private Response send(Request request) throws IOException {
    return send(request, TokenBucket.none());
  }

  private Response send(Request request, TokenBucket throttle) throws IOException {
    ApiGateway gateway = gateway(throttle);
    return gateway
        .route(request.method(), request.uri().getRawPath())
        .map(route -> gateway.answer(route, request))
        .orElseGet(gateway::noSuchRoute);
  }

  private APIGatewayProxyRequestEvent received() {
    assertNotNull(received, "the function was not invoked");
    return received;
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
  void forwardsAPictureInBase64() throws IOException {
    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 0};

    send(request("POST", "/predict", Map.of("Content-Type", List.of("image/png")), picture));

    assertTrue(received().getIsBase64Encoded());
    assertArrayEquals(picture, Base64.getDecoder().decode(received().getBody()));
  }

  @Test
  void forwardsJsonAsText() throws IOException {
    send(request("POST", "/predict", JSON, image(784)));

    assertFalse(received().getIsBase64Encoded());
    assertEquals(new String(image(784), StandardCharsets.UTF_8), received().getBody());
  }

  @Test
  void forwardsAllValuesOfRepeatedParametersAndHeaders() throws IOException {
    send(
        request(
            "GET",
            "/predictions?limit=1&limit=2&cursor=a%20b+c",
            Map.of("X-Twice", List.of("one", "two")),
            new byte[0]));

    assertEquals(Map.of("limit", "2", "cursor", "a b c"), received().getQueryStringParameters());
    assertEquals(
        Map.of("limit", List.of("1", "2"), "cursor", List.of("a b c")),
        received().getMultiValueQueryStringParameters());
    assertEquals(Map.of("X-Twice", "two"), received().getHeaders());
    assertEquals(Map.of("X-Twice", List.of("one", "two")), received().getMultiValueHeaders());
  }

  @Test
  void forwardsMissingPartsAsNull() throws IOException {
    send(request("GET", "/health", Map.of(), new byte[0]));

    assertNull(received().getBody());
    assertNull(received().getQueryStringParameters());
    assertNull(received().getMultiValueQueryStringParameters());
    assertNull(received().getPathParameters());
    assertNull(received().getStageVariables());
  }

  @Test
  void forwardsTheRouteAndItsParameters() throws IOException {
    send(request("PUT", "/predictions/" + ID + "/labels", JSON, bytes("{\"labels\":[7]}")));

    assertEquals("/predictions/{id}/labels", received().getResource());
    assertEquals("/predictions/" + ID + "/labels", received().getPath());
    assertEquals(Map.of("id", ID), received().getPathParameters());
    assertEquals("local", received().getRequestContext().getStage());
    assertEquals("127.0.0.1", received().getRequestContext().getIdentity().getSourceIp());
    assertEquals("21/Nov/2026:10:15:30 +0000", received().getRequestContext().getRequestTime());
  }

  @Test
  void rejectsABodyThatDoesNotMatchItsSchema() throws IOException {
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
      assertProblem(400, "invalid-input", send(request("POST", "/predict", JSON, body)));
      assertNull(received);
    }
  }

  @Test
  void forwardsABodyOfAnUnknownMediaType() throws IOException {
    send(request("POST", "/predict", Map.of("Content-Type", List.of("image/gif")), bytes("GIF")));

    assertEquals("GIF", received().getBody());
  }

  @Test
  void rejectsUnknownPathsAndMethods() throws IOException {
    assertProblem(404, "no-such-route", send(request("GET", "/nowhere", Map.of(), new byte[0])));
    assertProblem(404, "no-such-route", send(request("PUT", "/predict", JSON, image(784))));
  }

  @Test
  void acceptsAdministratorsOnlyFromThisMachine() throws IOException {
    URI runs = URI.create("/training-runs");
    Map<String, List<String>> host = Map.of("Host", List.of("localhost:8080"));
    Map<String, List<String>> page =
        Map.of("Host", List.of("localhost:8080"), "Origin", List.of("http://localhost:8080"));
    Map<String, List<String>> otherPage =
        Map.of("Host", List.of("localhost:8080"), "Origin", List.of("https://example.org"));
    Map<String, List<String>> otherName = Map.of("Host", List.of("example.org"));
    InetAddress near = InetAddress.getLoopbackAddress();
    InetAddress far = InetAddress.getByAddress(new byte[] {10, 0, 0, 7});

    // The test has no function for this route, so an admitted request gets 503.
    assertProblem(503, "unavailable", send(new Request("GET", runs, host, new byte[0], near)));
    assertProblem(503, "unavailable", send(new Request("GET", runs, page, new byte[0], near)));
    assertProblem(403, "forbidden", send(new Request("GET", runs, host, new byte[0], far)));
    assertProblem(403, "forbidden", send(new Request("GET", runs, otherPage, new byte[0], near)));
    assertProblem(403, "forbidden", send(new Request("GET", runs, otherName, new byte[0], near)));
    for (Map.Entry<String, String> header :
        Map.of(
                "Forwarded", "for=192.0.2.1",
                "X-Forwarded-For", "192.0.2.1",
                "Via", "1.1 proxy",
                "Sec-Fetch-Site", "cross-site")
            .entrySet()) {
      Map<String, List<String>> forwarded =
          Map.of("Host", List.of("localhost:8080"), header.getKey(), List.of(header.getValue()));
      assertProblem(403, "forbidden", send(new Request("GET", runs, forwarded, new byte[0], near)));
    }
  }

  @Test
  void throttlesTooManyRequests() throws IOException {
    long[] now = {0};
    TokenBucket throttle = TokenBucket.perSecond(1, () -> now[0]);
    Request request = request("GET", "/health", Map.of(), new byte[0]);

    assertEquals(200, send(request, throttle).status());
    assertEquals(200, send(request, throttle).status());
    Response third = send(request, throttle);
    assertProblem(429, "throttled", third);
    assertEquals(List.of("1"), third.headers().get("Retry-After"));
    now[0] += Duration.ofSeconds(1).toNanos();
    assertEquals(200, send(request, throttle).status());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
