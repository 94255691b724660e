package dev.cirrus.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;

/**
 * A request that a function answers before its snapshot is taken, so that the snapshot contains the
 * classes that such a request loads.
 *
 * @param status the status that the response must have
 * @param part a part that the response's body must contain
 */
public record PrimingRequest(APIGatewayProxyRequestEvent event, int status, String part) {
  public PrimingRequest(APIGatewayProxyRequestEvent event, int status) {
    this(event, status, "");
  }

  /**
   * Sends the request to the function and checks its response.
   *
   * @throws IllegalStateException if it is not the expected one: the snapshot would lack classes
   */
  public void send(ApiFunction function) {
    APIGatewayProxyResponseEvent response = function.handle(event, null);
    String body = response.getBody() == null ? "" : response.getBody();
    if (response.getStatusCode() != status || !body.contains(part)) {
      throw new IllegalStateException(
          "priming failed: expected %s %s to be answered with %d and %s but got %d and %s"
              .formatted(
                  event.getHttpMethod(),
                  event.getResource(),
                  status,
                  part.isEmpty() ? "any body" : part,
                  response.getStatusCode(),
                  body));
    }
  }
}
