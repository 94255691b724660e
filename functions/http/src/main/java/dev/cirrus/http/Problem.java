package dev.cirrus.http;

import dev.cirrus.json.Json;

/**
 * The problem details of a response (RFC 9457).
 *
 * @param detail says what to change; it never repeats what the caller sent
 */
public record Problem(ProblemType type, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public String toJson() {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("type", type.uri());
      json.writeStringField("title", type.title());
      json.writeNumberField("status", type.status());
      json.writeStringField("detail", detail);
      json.writeEndObject();
    });
  }
}
