package dev.cirrus.local;

import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The interface's description, api/openapi.yaml, as API Gateway reads it. */
final class ApiDescription {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final List<ApiOperation> operations = new ArrayList<>();
  private final Set<String> binaryTypes;
  private final Map<String, Refusal> refusals = new HashMap<>();

  /** An answer that API Gateway gives itself. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way through: nobody compares them.
  record Refusal(int status, Map<String, String> headers, byte[] body) {}

  private ApiDescription(YamlNode root) {
    YamlNode schemas = root.get("components").get("schemas");
    root.get("paths")
        .fields()
        .forEach((resource, path) ->
            path.fields()
                .forEach((method, operation) -> {
                  if (METHODS.contains(method)) {
                    operations.add(
                        ApiOperation.read(
                            method.toUpperCase(Locale.ROOT), resource, path, operation, schemas));
                  }
                }));
    binaryTypes =
        root.get("x-amazon-apigateway-binary-media-types").items().stream()
            .map(YamlNode::toString)
            .collect(Collectors.toSet());
    root.get("x-amazon-apigateway-gateway-responses")
        .fields()
        .forEach((type, response) -> refusals.put(type, refusal(type, response)));
  }

  static ApiDescription read(Path file) throws IOException {
    return new ApiDescription(YamlNode.read(file));
  }

  List<ApiOperation> operations() {
    return operations;
  }

  /** Whether API Gateway hands this kind of body on in base64. */
  boolean isBinary(String mediaType) {
    return binaryTypes.contains(mediaType);
  }

  /** API Gateway's own answer of a type: {@code BAD_REQUEST_BODY}, say. */
  Refusal refusal(String type) {
    Refusal refusal = refusals.get(type);
    if (refusal == null) {
      throw new IllegalStateException("the interface's description has no answer " + type);
    }
    return refusal;
  }

  private static Refusal refusal(String type, YamlNode response) {
    Map<String, String> headers = new HashMap<>();
    response
        .get("responseParameters")
        .fields()
        .forEach((name, value) ->
            headers.put(
                name.replace("gatewayresponse.header.", ""), value.toString().replace("'", "")));
    YamlNode status = response.get("statusCode");
    return new Refusal(
        status.isPresent()
            ? Integer.parseInt(status.toString())
            : type.equals("DEFAULT_5XX") ? 500 : 400,
        headers,
        response
            .get("responseTemplates")
            .get("application/json")
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }
}
