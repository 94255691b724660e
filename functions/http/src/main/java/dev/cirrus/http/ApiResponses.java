package dev.cirrus.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.json.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the responses for API Gateway, all with the same security headers. */
public final class ApiResponses {
  private final String allowedOrigin;

  /**
   * @param allowedOrigin the one other site whose pages may read the responses (CORS); null or
   *     empty for none
   */
  public ApiResponses(@Nullable String allowedOrigin) {
    this.allowedOrigin = allowedOrigin == null ? "" : allowedOrigin;
  }

  public APIGatewayProxyResponseEvent json(int status, Json.Body body) {
    return text(status, "application/json", Json.write(body));
  }

  public APIGatewayProxyResponseEvent text(int status, String mediaType, String body) {
    Map<String, String> headers = headers();
    headers.put("Content-Type", mediaType);
    return response(status, headers).withBody(body);
  }

  /** Returns a file whose address contains its hash, so that browsers may keep it. */
  public APIGatewayProxyResponseEvent immutableFile(byte[] content) {
    Map<String, String> headers = headers();
    headers.put("Cache-Control", "public, max-age=31536000, immutable");
    headers.put("Content-Type", "application/octet-stream");
    return response(200, headers)
        .withBody(Base64.getEncoder().encodeToString(content))
        .withIsBase64Encoded(true);
  }

  public APIGatewayProxyResponseEvent noContent() {
    return response(204, headers());
  }

  public APIGatewayProxyResponseEvent problem(Problem problem) {
    Map<String, String> headers = headers();
    headers.put("Content-Type", Problem.MEDIA_TYPE);
    switch (problem.type()) {
      case OWNER_KEY_REQUIRED -> headers.put("WWW-Authenticate", "Bearer");
      case THROTTLED, UNAVAILABLE -> headers.put("Retry-After", "1");
      default -> {}
    }
    return response(problem.type().status(), headers).withBody(problem.toJson());
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    if (!allowedOrigin.isEmpty()) {
      headers.put("Access-Control-Allow-Origin", allowedOrigin);
      headers.put("Vary", "Origin");
    }
    return headers;
  }

  private static APIGatewayProxyResponseEvent response(int status, Map<String, String> headers) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(headers)
        .withIsBase64Encoded(false);
  }
}
