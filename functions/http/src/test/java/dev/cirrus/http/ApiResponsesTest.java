package dev.cirrus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

final class ApiResponsesTest {
  @Test
  void theAllowedOriginIsSentOnlyIfOneIsConfigured() {
    assertFalse(
        new ApiResponses(null).noContent().getHeaders().containsKey("Access-Control-Allow-Origin"));
    assertFalse(
        new ApiResponses("").noContent().getHeaders().containsKey("Access-Control-Allow-Origin"));
    assertEquals(
        "https://example.org",
        new ApiResponses("https://example.org")
            .noContent()
            .getHeaders()
            .get("Access-Control-Allow-Origin"));
  }
}
