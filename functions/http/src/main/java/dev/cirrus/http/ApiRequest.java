package dev.cirrus.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request from API Gateway, with absent parts as empty values and case-insensitive headers. */
public final class ApiRequest {
  private final APIGatewayProxyRequestEvent event;

  public ApiRequest(APIGatewayProxyRequestEvent event) {
    this.event = event;
  }

  /** Returns the method and the path template of the OpenAPI description: {@code GET /model}. */
  public String route() {
    return event.getHttpMethod() + " " + event.getResource();
  }

  /** Returns a header's value; the name's case does not matter. */
  public Optional<String> header(String name) {
    Map<String, String> headers = event.getHeaders();
    if (headers == null) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return Optional.ofNullable(header.getValue());
      }
    }
    return Optional.empty();
  }

  public Optional<String> query(String name) {
    return value(event.getQueryStringParameters(), name);
  }

  public Optional<String> path(String name) {
    return value(event.getPathParameters(), name);
  }

  /** Returns the media type in lower case and without parameters, or the empty string. */
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  public byte[] body() {
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    if (!Boolean.TRUE.equals(event.getIsBase64Encoded())) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID_INPUT, "The body is not valid base64: send the bytes themselves.");
    }
  }

  /** Returns the caller's owner key, if the request has one. */
  public Optional<OwnerKey> owner() {
    return header("Authorization").map(OwnerKey::ofHeader);
  }

  /**
   * Returns the caller's owner key.
   *
   * @throws ProblemException if the request has none
   */
  public OwnerKey requireOwner() {
    return owner()
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.OWNER_KEY_REQUIRED,
                "Send your owner key as a bearer token: \"Authorization: Bearer <key>\"."));
  }

  private static Optional<String> value(@Nullable Map<String, String> values, String name) {
    return values == null ? Optional.empty() : Optional.ofNullable(values.get(name));
  }
}
