package dev.cirrus.bench.growth;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.history.HistoryHandler;
import dev.cirrus.http.OwnerKey;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API's requests by one owner. */
final class ApiCalls {
  private static final String KEY = "Bearer growth-growth-growth-growth";
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"|<\\?cursor=([^>]+)>");

  private ApiCalls() {}

  static String owner() {
    return OwnerKey.ofHeader(KEY).sha256();
  }

  /** Requests all pages of a list. */
  static void readAllPages(HistoryHandler history, String path) {
    String cursor = null;
    do {
      Map<String, String> query = new HashMap<>();
      if (path.equals("/predictions")) {
        query.put("limit", "50");
      }
      if (cursor != null) {
        query.put("cursor", cursor);
      }
      APIGatewayProxyResponseEvent response =
          history.handleRequest(request("GET", path, query), null);
      requireSuccess(response);
      cursor =
          next(
              path.equals("/dataset")
                  ? response.getHeaders().getOrDefault("Link", "")
                  : response.getBody());
    } while (cursor != null);
  }

  private static @Nullable String next(String text) {
    Matcher matcher = NEXT.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  static APIGatewayProxyRequestEvent request(
      String method, String resource, Map<String, String> query) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(resource)
        .withQueryStringParameters(query)
        .withHeaders(Map.of("Authorization", KEY, "Content-Type", "application/json"));
  }

  static void requireSuccess(APIGatewayProxyResponseEvent response) {
    if (response.getStatusCode() >= 300) {
      throw new IllegalStateException(
          "expected success but got " + response.getStatusCode() + ": " + response.getBody());
    }
  }
}
