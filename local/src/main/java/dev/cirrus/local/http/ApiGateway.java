package dev.cirrus.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.local.invocation.HttpFunction;
import dev.cirrus.local.invocation.InvocationContext;
import dev.cirrus.localaws.AwsEnvironment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of API Gateway: finds the route, validates the request and invokes the function
 * with the event that it would receive on AWS.
 */
public final class ApiGateway {
  /** API Gateway's own limit for a body. */
  private static final int MAX_BYTES = 10 << 20;

  private static final String STAGE = "local";
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ApiDescription api;
  private final Map<String, HttpFunction> functions;
  private final TokenBucket throttle;
  private final Clock clock;

  /**
   * Creates a gateway.
   *
   * @param functions the functions by their logical names in the template
   */
  public ApiGateway(
      ApiDescription api, Map<String, HttpFunction> functions, TokenBucket throttle, Clock clock) {
    this.api = api;
    this.functions = functions;
    this.throttle = throttle;
    this.clock = clock;
  }

  /** The operation of a request and the values of its path parameters. */
  record Route(ApiOperation operation, Map<String, String> parameters) {}

  /** Returns whether any operation has this path. */
  boolean knows(String rawPath) {
    return api.operations().stream().anyMatch(each -> each.match(rawPath).isPresent());
  }

  /** Returns the operation for a method and path, if there is one. */
  Optional<Route> route(String method, String rawPath) {
    for (ApiOperation operation : api.operations()) {
      if (operation.method().equals(method)) {
        Optional<Map<String, String>> parameters = operation.match(rawPath);
        if (parameters.isPresent()) {
          return Optional.of(new Route(operation, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the maximum size of the body of such a request. */
  int maxBytes(Route route, String mediaType) {
    ApiOperation.Body body = route.operation.bodies().get(mediaType);
    return body == null ? MAX_BYTES : body.maxBytes();
  }

  Response tooLarge() {
    return refuse("REQUEST_TOO_LARGE");
  }

  Response noSuchRoute() {
    return refuse("MISSING_AUTHENTICATION_TOKEN");
  }

  Response unavailable() {
    return refuse("INTEGRATION_FAILURE");
  }

  Response failed() {
    return refuse("DEFAULT_5XX");
  }

  Response answer(Route route, Request request) {
    ApiOperation operation = route.operation;
    if (operation.forAdministrators() && !request.isFromThisMachine()) {
      return refuse("ACCESS_DENIED");
    }
    if (!throttle.admits()) {
      return refuse("THROTTLED");
    }
    Map<String, List<String>> query = query(request.uri().getRawQuery());
    if (!query.keySet().containsAll(operation.requiredQuery())) {
      return refuse("BAD_REQUEST_PARAMETERS");
    }
    ApiOperation.Body body = operation.bodies().get(request.mediaType());
    boolean isOmitted = request.body().length == 0 && !operation.bodyRequired();
    if (body != null
        && body.schema() != null
        && !isOmitted
        && !body.schema().matches(request.body())) {
      return refuse("BAD_REQUEST_BODY");
    }
    HttpFunction function = functions.get(operation.function());
    if (function == null) {
      return refuse("INTEGRATION_FAILURE");
    }
    String id = UUID.randomUUID().toString();
    return answer(
        function
            .handler()
            .handleRequest(
                event(route, request, query, id),
                new InvocationContext(id, operation.function(), function.timeout())));
  }

  private Response refuse(String type) {
    return Response.of(api.refusal(type));
  }

  private APIGatewayProxyRequestEvent event(
      Route route, Request request, Map<String, List<String>> query, String id) {
    boolean binary = api.isBinary(request.mediaType());
    return new APIGatewayProxyRequestEvent()
        .withResource(route.operation.resource())
        .withPath(request.uri().getPath())
        .withHttpMethod(request.method())
        .withHeaders(last(request.headers()))
        .withMultiValueHeaders(request.headers())
        .withQueryStringParameters(query.isEmpty() ? null : last(query))
        .withMultiValueQueryStringParameters(query.isEmpty() ? null : query)
        .withPathParameters(route.parameters.isEmpty() ? null : route.parameters)
        .withRequestContext(context(route, request, id))
        .withBody(body(request.body(), binary))
        .withIsBase64Encoded(binary && request.body().length > 0);
  }

  private static @Nullable String body(byte[] body, boolean binary) {
    if (body.length == 0) {
      return null;
    }
    return binary
        ? Base64.getEncoder().encodeToString(body)
        : new String(body, StandardCharsets.UTF_8);
  }

  private ProxyRequestContext context(Route route, Request request, String id) {
    Instant now = clock.instant();
    ProxyRequestContext context = new ProxyRequestContext();
    context.setAccountId(AwsEnvironment.ACCOUNT);
    context.setApiId(STAGE);
    context.setStage(STAGE);
    context.setRequestId(id);
    context.setExtendedRequestId(id);
    context.setResourcePath(route.operation.resource());
    context.setHttpMethod(request.method());
    context.setPath(request.uri().getPath());
    context.setProtocol("HTTP/1.1");
    context.setRequestTime(REQUEST_TIME.format(now));
    context.setRequestTimeEpoch(now.toEpochMilli());
    context.setDomainName(request.header("Host"));
    RequestIdentity identity = new RequestIdentity();
    identity.setSourceIp(request.from().getHostAddress());
    identity.setUserAgent(request.header("User-Agent"));
    context.setIdentity(identity);
    return context;
  }

  private static Response answer(APIGatewayProxyResponseEvent response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (response.getHeaders() != null) {
      response.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
    }
    if (response.getMultiValueHeaders() != null) {
      headers.putAll(response.getMultiValueHeaders());
    }
    String body = Optional.ofNullable(response.getBody()).orElse("");
    return new Response(
        response.getStatusCode(),
        headers,
        Boolean.TRUE.equals(response.getIsBase64Encoded())
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> last(Map<String, List<String>> values) {
    Map<String, String> last = new HashMap<>();
    values.forEach((name, all) -> last.put(name, all.getLast()));
    return last;
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (raw == null) {
      return values;
    }
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decode(name), all -> new ArrayList<>()).add(decode(value));
      }
    }
    return values;
  }

  /** Decodes a query parameter; malformed percent-encoding is kept unchanged. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
