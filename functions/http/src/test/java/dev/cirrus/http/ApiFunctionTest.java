package dev.cirrus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
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

  @Test
  void aRequestIsAnsweredByItsRouteAndLogged() {
    APIGatewayProxyResponseEvent response =
        function(request -> RESPONSES.text(200, "text/plain", request.route()))
            .handle(get("/model"), invocation("r-1"));
    assertEquals("GET /model", response.getBody());
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("\"message\":\"request answered\""), lines::toString);
    assertTrue(lines.getFirst().contains("\"requestId\":\"r-1\",\"status\":200"), lines::toString);
    assertTrue(lines.getLast().contains("\"Failures\":0.0"), lines::toString);
  }

  @Test
  void anUnknownRouteIsAProblem() {
    APIGatewayProxyResponseEvent response =
        function(request -> RESPONSES.noContent()).handle(get("/elsewhere"), null);
    assertEquals(404, response.getStatusCode());
    assertTrue(response.getBody().contains("/problems/no-such-route"), response::getBody);
  }

  @Test
  void aProblemOfTheCallersIsNotAFailure() {
    APIGatewayProxyResponseEvent response =
        responseTo(new ProblemException(ProblemType.INVALID_INPUT, "Send something else."));
    assertEquals(400, response.getStatusCode());
    assertTrue(lines.getLast().contains("\"Failures\":0.0"), lines::toString);
  }

  @Test
  void anExceptionIsAnInternalErrorAndItsMessageIsNeitherSentNorLogged() {
    APIGatewayProxyResponseEvent response = responseTo(new IllegalStateException("secret"));
    assertEquals(500, response.getStatusCode());
    assertTrue(response.getBody().contains("/problems/internal"), response::getBody);
    assertTrue(lines.getFirst().contains("\"message\":\"request failed\""), lines::toString);
    assertTrue(lines.getFirst().contains("IllegalStateException"), lines::toString);
    assertTrue(lines.getLast().contains("\"Failures\":1.0"), lines::toString);
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
