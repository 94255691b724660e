package dev.cirrus.local.http;

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

/** Reads api/openapi.yaml as API Gateway does. */
public final class ApiDescription {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final List<ApiOperation> operations = new ArrayList<>();
  private final Set<String> binaryTypes;
  private final Map<String, Refusal> refusals = new HashMap<>();

  /** A response of API Gateway itself. */
  @SuppressWarnings("ArrayRecordComponent") // Refusals are never compared.
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

  public static ApiDescription read(Path file) throws IOException {
    return new ApiDescription(YamlNode.read(file));
  }

  List<ApiOperation> operations() {
    return operations;
  }

  /** Returns whether API Gateway encodes bodies of this media type in base64. */
  boolean isBinary(String mediaType) {
    return binaryTypes.contains(mediaType);
  }

  /** Returns the gateway response of a type, such as {@code BAD_REQUEST_BODY}. */
  Refusal refusal(String type) {
    Refusal refusal = refusals.get(type);
    if (refusal == null) {
      throw new IllegalStateException("the API description has no gateway response " + type);
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
