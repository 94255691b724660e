package dev.cirrus.local.http;

import dev.cirrus.localaws.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API description: a method and a path.
 *
 * @param resource the path with the names of its parameters in braces
 * @param function the logical name of the function
 * @param forAdministrators whether AWS requires a signature
 * @param bodyRequired whether a request without a body is rejected
 * @param bodies the accepted bodies by media type
 */
record ApiOperation(
    String method,
    String resource,
    String function,
    boolean forAdministrators,
    boolean bodyRequired,
    List<String> requiredQuery,
    Map<String, Body> bodies,
    Pattern path,
    List<String> parameters) {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
  private static final Pattern FUNCTION = Pattern.compile("functions/\\$\\{(\\w+)\\.Alias}");

  /**
   * An accepted body.
   *
   * @param schema the schema by which API Gateway validates JSON
   */
  record Body(int maxBytes, @Nullable BodySchema schema) {}

  static ApiOperation read(
      String method, String resource, YamlNode path, YamlNode operation, YamlNode schemas) {
    boolean validated =
        !"nothing".equals(operation.get("x-amazon-apigateway-request-validator").scalar());
    Map<String, Body> bodies = new LinkedHashMap<>();
    operation
        .get("requestBody")
        .get("content")
        .fields()
        .forEach((type, content) -> {
          YamlNode schema = content.get("schema");
          bodies.put(
              type,
              new Body(
                  Integer.parseInt(content.get("x-max-bytes").toString()),
                  validated && schema.isPresent() ? new BodySchema(schema, schemas) : null));
        });
    Matcher function =
        FUNCTION.matcher(
            operation.get("x-amazon-apigateway-integration").get("uri").get("Fn::Sub").toString());
    if (!function.find()) {
      throw new IllegalArgumentException(
          "expected " + method + " " + resource + " to name the alias of a function");
    }
    boolean signed =
        operation.get("security").items().stream()
            .anyMatch(choice -> choice.fields().containsKey("administrator"));
    Matcher names = PARAMETER.matcher(resource);
    return new ApiOperation(
        method,
        resource,
        function.group(1),
        signed,
        Boolean.TRUE.equals(operation.get("requestBody").get("required").scalar()),
        operation.get("parameters").items().stream()
            .filter(parameter -> "query".equals(parameter.get("in").scalar()))
            .filter(parameter -> Boolean.TRUE.equals(parameter.get("required").scalar()))
            .map(parameter -> parameter.get("name").toString())
            .toList(),
        bodies,
        Pattern.compile(names.replaceAll("([^/]+)")),
        PARAMETER.matcher(resource).results().map(found -> found.group(1)).toList());
  }

  /** Returns the values of the path parameters; empty if the path does not match. */
  Optional<Map<String, String>> match(String rawPath) {
    if (parameters.isEmpty()) {
      return rawPath.equals(resource) ? Optional.of(Map.of()) : Optional.empty();
    }
    Matcher matcher = path.matcher(rawPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      values.put(
          parameters.get(i),
          URLDecoder.decode(matcher.group(i + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return Optional.of(values);
  }
}
