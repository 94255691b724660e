package dev.cirrus.local.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param from the caller's address
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are never compared.
record Request(
    String method, URI uri, Map<String, List<String>> headers, byte[] body, InetAddress from) {
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  /** Returns the last value of a header; its name is case-insensitive. */
  @Nullable String header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue().getLast();
      }
    }
    return null;
  }

  /** Returns the media type without parameters. Like API Gateway, assumes JSON if it is missing. */
  String mediaType() {
    return mediaType(header("Content-Type"));
  }

  static String mediaType(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return "application/json";
    }
    int parameters = header.indexOf(';');
    return (parameters < 0 ? header : header.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether the request is from a program on this machine, rather than forwarded by a
   * reverse proxy or sent by a browser for a page of another site.
   */
  boolean isFromThisMachine() {
    String host = header("Host");
    String origin = header("Origin");
    String site = header("Sec-Fetch-Site");
    return from.isLoopbackAddress()
        && PROXY_HEADERS.stream().allMatch(name -> header(name) == null)
        && (site == null || site.equals("same-origin") || site.equals("none"))
        && host != null
        && host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?")
        && (origin == null || origin.equals("http://" + host));
  }
}
