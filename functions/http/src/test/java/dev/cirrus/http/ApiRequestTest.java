package dev.cirrus.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiRequestTest {
  @Test
  void headerNamesAreCaseInsensitive() {
    ApiRequest request =
        new ApiRequest(
            new APIGatewayProxyRequestEvent()
                .withHeaders(Map.of("content-type", "Image/PNG; charset=binary")));
    assertEquals("image/png", request.mediaType());
    assertEquals(Optional.empty(), request.header("Accept"));
  }

  @Test
  void absentPartsAreEmpty() {
    ApiRequest request = new ApiRequest(new APIGatewayProxyRequestEvent());
    assertEquals("", request.mediaType());
    assertEquals(Optional.empty(), request.query("limit"));
    assertEquals(Optional.empty(), request.path("id"));
    assertEquals(Optional.empty(), request.owner());
    assertEquals(0, request.body().length);
    assertThrows(ProblemException.class, request::requireOwner);
  }

  @Test
  void aBodyIsDecodedOnlyIfTheEventSaysThatItIsBase64() {
    APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent().withBody("c2V2ZW4=");
    assertArrayEquals("c2V2ZW4=".getBytes(StandardCharsets.UTF_8), new ApiRequest(event).body());
    event.setIsBase64Encoded(true);
    assertArrayEquals("seven".getBytes(StandardCharsets.UTF_8), new ApiRequest(event).body());
    event.setBody("no base64!");
    ApiRequest broken = new ApiRequest(event);
    assertThrows(ProblemException.class, broken::body);
  }
}
