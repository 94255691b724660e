package dev.cirrus.local.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTTP response. */
@SuppressWarnings("ArrayRecordComponent") // Responses are never compared.
record Response(int status, Map<String, List<String>> headers, byte[] body) {
  static Response of(ApiDescription.Refusal refusal) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    refusal.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new Response(refusal.status(), headers, refusal.body());
  }
}
