package dev.cirrus.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as it came through API Gateway, with its gaps and spellings evened out. */
public final class ApiRequest {
  private final APIGatewayProxyRequestEvent event;

  public ApiRequest(APIGatewayProxyRequestEvent event) {
    this.event = event;
  }

  /** The method and the route as the interface's description spells it: {@code GET /model}. */
  public String route() {
    return event.getHttpMethod() + " " + event.getResource();
  }

  /** A header's value, whatever its name's case. */
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

  /** The body's media type in lower case and without parameters; empty if the caller named none. */
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
          ProblemType.INVALID_INPUT, "The body is not the base64 that the event says it is.");
    }
  }

  /** Who asks, if they say so. */
  public Optional<OwnerKey> owner() {
    return header("Authorization").map(OwnerKey::ofHeader);
  }

  /** Who asks, where nothing can be answered without. */
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
