package dev.cirrus.http;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.http.ApiFunction.Route;
import dev.cirrus.lambda.Telemetry;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ApiFunctionTest {
  private static final ApiResponses RESPONSES = new ApiResponses(null);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Telemetry telemetry = new Telemetry("test", () -> Instant.EPOCH, lines::add);

  private ApiFunction function(Route route) {
    return new ApiFunction(Map.of("GET /model", route), RESPONSES, telemetry);
  }

  private static APIGatewayProxyRequestEvent get(String path) {
    return new APIGatewayProxyRequestEvent().withHttpMethod("GET").withResource(path);
  }

  private static Context invocation(String requestId) {
    return (Context)
        Proxy.newProxyInstance(
            ApiFunctionTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> requestId);
  }

  private APIGatewayProxyResponseEvent responseTo(RuntimeException thrown) {
    return function(
            request -> {
              throw thrown;
            })
        .handle(get("/model"), invocation("r-1"));
  }

  private APIGatewayProxyResponseEvent responseTo(Error thrown) {
    return function(
            request -> {
              throw thrown;
            })
        .handle(get("/model"), invocation("r-1"));
  }

  /** The metric of the last request, -1 if it is not there. */
  private int failures() {
    return json(lines.getLast()).path("Failures").asInt(-1);
  }

  @Test
  void aRequestIsAnsweredByItsRouteAndLogged() {
    APIGatewayProxyResponseEvent response =
        function(request -> RESPONSES.text(200, "text/plain", request.route()))
            .handle(get("/model"), invocation("r-1"));
    assertEquals("GET /model", response.getBody());
    assertEquals(2, lines.size(), lines::toString);
    JsonNode logged = json(lines.getFirst());
    assertEquals("request answered", logged.path("message").asText());
    assertEquals("r-1", logged.path("requestId").asText());
    assertEquals(200, logged.path("status").asInt());
    assertEquals(0, failures());
  }

  @Test
  void anUnknownRouteIsAProblem() {
    APIGatewayProxyResponseEvent response =
        function(request -> RESPONSES.noContent()).handle(get("/elsewhere"), null);
    assertEquals(404, response.getStatusCode());
    assertEquals("/problems/no-such-route", json(response.getBody()).path("type").asText());
  }

  @Test
  void aProblemIsNotCountedAsAFailure() {
    APIGatewayProxyResponseEvent response =
        responseTo(new ProblemException(ProblemType.INVALID_INPUT, "Send something else."));
    assertEquals(400, response.getStatusCode());
    assertEquals(0, failures());
  }

  @Test
  void anExceptionIsAnInternalErrorAndItsMessageIsNeitherSentNorLogged() {
    APIGatewayProxyResponseEvent response = responseTo(new IllegalStateException("secret"));
    assertEquals(500, response.getStatusCode());
    assertEquals("/problems/internal", json(response.getBody()).path("type").asText());
    assertEquals("request failed", json(lines.getFirst()).path("message").asText());
    assertTrue(lines.getFirst().contains("IllegalStateException"), lines::toString);
    assertEquals(1, failures());
    assertFalse((lines + response.getBody()).contains("secret"), lines::toString);
  }

  @Test
  void anErrorIsAnsweredToo() {
    assertEquals(500, responseTo(new StackOverflowError()).getStatusCode());
    assertEquals(503, responseTo(new OutOfMemoryError()).getStatusCode());
    assertEquals(500, responseTo(new NoClassDefFoundError("absent")).getStatusCode());
  }

  @Test
  void aFunctionMayChooseTheProblemForAFault() {
    ApiFunction function =
        new ApiFunction(
            Map.of(
                "GET /model",
                request -> {
                  throw new IllegalStateException("the store is down");
                }),
            RESPONSES,
            telemetry,
            fault -> new Problem(ProblemType.UNAVAILABLE, "Try again."));
    assertEquals(503, function.handle(get("/model"), null).getStatusCode());
  }

  @Test
  void primingFailsUnlessTheResponseIsTheExpectedOne() {
    ApiFunction function = function(request -> RESPONSES.text(200, "text/plain", "seven"));
    new PrimingRequest(get("/model"), 200, "seven").send(function);
    PrimingRequest otherStatus = new PrimingRequest(get("/model"), 404);
    PrimingRequest otherBody = new PrimingRequest(get("/model"), 200, "eight");
    assertThrows(IllegalStateException.class, () -> otherStatus.send(function));
    assertThrows(IllegalStateException.class, () -> otherBody.send(function));
  }
}
