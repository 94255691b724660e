package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cirrus.classifier.TinyModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the Open Inference Protocol through the handler. */
final class OpenInferenceApiTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final HandlerFixture it = new HandlerFixture();

  @AfterEach
  void close() {
    it.close();
  }

  private static APIGatewayProxyRequestEvent event(String method, String resource, String name) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(resource)
        .withPathParameters(Map.of("name", name));
  }

  private JsonNode answer(int status, APIGatewayProxyRequestEvent event)
      throws JsonProcessingException {
    APIGatewayProxyResponseEvent response = it.handler.handleRequest(event, null);
    assertEquals(status, response.getStatusCode(), response::getBody);
    return JSON.readTree(response.getBody());
  }

  private JsonNode infer(int status, @Nullable String body) throws JsonProcessingException {
    return answer(
        status,
        event("POST", "/v2/models/{name}/infer", "digits")
            .withHeaders(Map.of("Content-Type", "application/json"))
            .withBody(body));
  }

  private static String fp32(int... digits) {
    return Arrays.stream(digits)
        .mapToObj(digit -> Arrays.toString(TinyModel.knownDigits()[digit]))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String tensor(String datatype, String shape, String data) {
    return "{\"name\":\"image\",\"shape\":%s,\"datatype\":\"%s\",\"data\":%s}"
        .formatted(shape, datatype, data);
  }

  private static String inputs(String tensor) {
    return "{\"inputs\":[%s]}".formatted(tensor);
  }

  private static JsonNode output(JsonNode answer, String name) {
    for (JsonNode output : answer.get("outputs")) {
      if (output.get("name").asText().equals(name)) {
        return output;
      }
    }
    throw new AssertionError("expected an output " + name + " but got " + answer);
  }

  @Test
  void theServerAndItsModelDescribeThemselves() throws JsonProcessingException {
    assertTrue(answer(200, event("GET", "/v2/health/live", "")).get("live").asBoolean());
    assertTrue(answer(200, event("GET", "/v2/health/ready", "")).get("ready").asBoolean());
    assertEquals("cirrus", answer(200, event("GET", "/v2", "")).get("name").asText());
    assertTrue(
        answer(200, event("GET", "/v2/models/{name}/ready", "digits")).get("ready").asBoolean());

    JsonNode model = answer(200, event("GET", "/v2/models/{name}", "digits"));
    assertEquals(
        JSON.readTree("{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[-1,784]}"),
        model.get("inputs").get(0));
    assertEquals(3, model.get("outputs").size());
  }

  @Test
  void anotherModelOrVersionIsUnknown() throws JsonProcessingException {
    assertTrue(answer(404, event("GET", "/v2/models/{name}", "letters")).has("error"));
    assertTrue(
        answer(
                404,
                event("GET", "/v2/models/{name}/versions/{version}", "digits")
                    .withPathParameters(Map.of("name", "digits", "version", "0.0.0")))
            .has("error"));
  }

  @Test
  void aServingVersionIsFound() throws JsonProcessingException {
    String version =
        answer(200, event("GET", "/v2/models/{name}", "digits")).get("versions").get(0).asText();
    assertEquals(
        version,
        answer(
                200,
                event("POST", "/v2/models/{name}/versions/{version}/infer", "digits")
                    .withPathParameters(Map.of("name", "digits", "version", version))
                    .withBody(inputs(tensor("FP32", "[1,784]", fp32(3)))))
            .get("model_version")
            .asText());
  }

  @Test
  void aBatchIsClassifiedInItsOrderAndNothingIsRecorded() throws JsonProcessingException {
    JsonNode answer =
        infer(200, "{\"id\":\"a\",\"inputs\":[" + tensor("FP32", "[3,784]", fp32(1, 9, 4)) + "]}");
    assertEquals("a", answer.get("id").asText());
    assertEquals(JSON.readTree("[1,9,4]"), output(answer, "digit").get("data"));
    assertEquals(JSON.readTree("[3,10]"), output(answer, "probabilities").get("shape"));
    assertEquals(30, output(answer, "probabilities").get("data").size());
    assertEquals(3, output(answer, "not_a_digit").get("data").size());
    assertTrue(it.queue.predictions.isEmpty());
  }

  @Test
  void valuesMayBeNestedFlatOrBytes() throws JsonProcessingException {
    String flat = Arrays.toString(TinyModel.knownDigits()[7]);
    StringBuilder rows = new StringBuilder("[[[");
    StringBuilder bytes = new StringBuilder("[");
    for (int i = 0; i < 784; i++) {
      float value = TinyModel.knownDigits()[7][i];
      rows.append(i == 0 ? "[" : i % 28 == 0 ? "],[" : ",").append(value);
      bytes.append(i == 0 ? "" : ",").append(Math.round(value * 255));
    }
    JsonNode fromFlat = infer(200, inputs(tensor("FP32", "[1,784]", flat)));
    assertEquals(JSON.readTree("[7]"), output(fromFlat, "digit").get("data"));
    assertEquals(
        fromFlat,
        infer(200, inputs(tensor("FP32", "[1,1,28,28]", rows.append("]]]]").toString()))));
    JsonNode fromBytes = infer(200, inputs(tensor("UINT8", "[1,784]", bytes + "]")));
    assertEquals(
        output(fromFlat, "probabilities").get("data").get(7).asDouble(),
        output(fromBytes, "probabilities").get("data").get(7).asDouble(),
        0.01);
  }

  @Test
  void onlyRequestedOutputsAreReturned() throws JsonProcessingException {
    JsonNode answer =
        infer(
            200,
            "{\"inputs\":[%s],\"outputs\":[{\"name\":\"digit\"}]}"
                .formatted(tensor("FP32", "[1,784]", fp32(2))));
    assertEquals(1, answer.get("outputs").size());
    assertNull(answer.get("id"));
  }

  @Test
  void aBinaryTensorFollowsItsJson() throws JsonProcessingException {
    byte[] json =
        inputs(
                "{\"name\":\"image\",\"shape\":[1,784],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":3136}}")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(json.length + 3136).order(ByteOrder.LITTLE_ENDIAN);
    body.put(json);
    for (float value : TinyModel.knownDigits()[5]) {
      body.putFloat(value);
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("inference-header-content-length", Integer.toString(json.length));
    APIGatewayProxyRequestEvent event =
        event("POST", "/v2/models/{name}/infer", "digits")
            .withHeaders(headers)
            .withBody(Base64.getEncoder().encodeToString(body.array()))
            .withIsBase64Encoded(true);
    assertEquals(JSON.readTree("[5]"), output(answer(200, event), "digit").get("data"));

    headers.put("inference-header-content-length", "99999");
    assertTrue(answer(400, event).get("error").asText().contains("length of the JSON part"));
    headers.put("Content-Type", "application/json");
    assertTrue(answer(400, event).get("error").asText().contains("application/octet-stream"));
  }

  @Test
  void aNegativeSizeOfABinaryTensorIsRefused() throws JsonProcessingException {
    JsonNode answer =
        infer(
            400,
            inputs(
                "{\"name\":\"image\",\"shape\":[1,784],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":-4}}"));
    assertEquals(
        "expected 'binary_data_size' to be a number of bytes", answer.get("error").asText());
  }

  @Test
  void jsonThatLooksLikeUtf32IsRefused() throws JsonProcessingException {
    byte[] body = {0, 0x31, 0, 0, 0, 0x30};
    APIGatewayProxyRequestEvent event =
        event("POST", "/v2/models/{name}/infer", "digits")
            .withHeaders(
                Map.of(
                    "Content-Type", "application/octet-stream",
                    "Inference-Header-Content-Length", "6"))
            .withBody(Base64.getEncoder().encodeToString(body))
            .withIsBase64Encoded(true);
    assertTrue(answer(400, event).get("error").asText().contains("UTF-8"));
  }

  @Test
  void moreThan64ImagesAreRefused() throws JsonProcessingException {
    String data =
        IntStream.range(0, 65 * 784).mapToObj(i -> "0").collect(Collectors.joining(",", "[", "]"));
    assertTrue(
        infer(400, inputs(tensor("UINT8", "[65,784]", data)))
            .get("error")
            .asText()
            .contains("at most 64 images"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                              | valid JSON",
        "[]                                             | a JSON object",
        "{}                                             | expected one input",
        "{\"inputs\":7}                                 | to be a list",
        "{\"inputs\":[7]}                               | one tensor",
        "{\"inputs\":[{\"name\":\"picture\"}]}          | expected one input",
        "{\"inputs\":[{\"name\":[1,2]}]}                 | 'name' to be a string",
        "{\"inputs\":[{\"name\":{\"a\":1}}]}             | 'name' to be a string",
        "{\"inputs\":[{\"datatype\":[1,2]}]}             | 'datatype' to be a string",
        "{\"inputs\":[],\"outputs\":[{\"name\":[1]}]}    | 'name' to be a string",
        "{\"id\":[1],\"inputs\":[]}                      | 'id' to be a string",
        "{\"inputs\":[{\"name\":\"image\"}]}            | datatype",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"INT64\"}]}  | datatype",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\"}]}   | shape",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,28,28]}]}  | shape",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[0,784]}]}    | 1 to 64",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[-1,784]}]}   | 1 to 64",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,784]}]}    | 3136 bytes",
        "{\"inputs\":[{\"name\":\"image\",\"data\":[1,\"2\"]}]}                         | numbers only",
        "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,784],\"data\":[1,0]}]} | got 2",
        "{\"inputs\":[],\"outputs\":[{\"name\":\"letter\"}]}  | unknown output",
        "{\"inputs\":[]} {}                             | nothing after",
      })
  void aMalformedRequestGetsAnErrorThatSaysWhy(String body, String part)
      throws JsonProcessingException {
    String error = infer(400, body).get("error").asText();
    assertTrue(error.contains(part), error);
  }

  @Test
  void valuesOutOfRangeAreRefused() throws JsonProcessingException {
    float[] values = TinyModel.knownDigits()[7].clone();
    values[3] = 1.5f;
    String error =
        infer(400, inputs(tensor("FP32", "[1,784]", Arrays.toString(values))))
            .get("error")
            .asText();
    assertEquals(
        "expected values from 0 (paper) to 1 (ink) for FP32 but value 4 is outside", error);
    assertFalse(error.contains("1.5"));
  }

  @Test
  void anEmptyBodyIsRefused() throws JsonProcessingException {
    assertTrue(infer(400, null).has("error"));
  }
}
