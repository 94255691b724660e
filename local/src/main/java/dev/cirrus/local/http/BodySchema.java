package dev.cirrus.local.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validates JSON bodies against a schema of the API description. It supports the keywords that the
 * description uses; any other keyword is an error when the schema is read, so that no check is
 * silently missing.
 */
final class BodySchema {
  private static final Set<String> ANNOTATIONS =
      Set.of("description", "default", "format", "title");
  private static final String REFERENCE = "#/components/schemas/";

  /** Checks a value against one keyword. */
  @FunctionalInterface
  private interface Check {
    boolean passes(@Nullable Object value);
  }

  private final List<Check> checks = new ArrayList<>();

  /**
   * Reads a schema.
   *
   * @param schemas all schemas of the description, to which this one may refer
   */
  BodySchema(YamlNode schema, YamlNode schemas) {
    schema.fields().forEach((keyword, value) -> add(keyword, value, schema, schemas));
  }

  /** Returns whether a body is JSON that matches the schema. */
  boolean matches(byte[] body) {
    try (JsonParser json = Json.parser(body)) {
      json.nextToken();
      Object value = read(json);
      return json.nextToken() == null && passes(value);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean passes(@Nullable Object value) {
    // Not a stream: this runs for each of up to 50,000 numbers.
    for (Check check : checks) {
      if (!check.passes(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean allPass(List<?> values) {
    for (Object value : values) {
      if (!passes(value)) {
        return false;
      }
    }
    return true;
  }

  private void add(String keyword, YamlNode value, YamlNode schema, YamlNode schemas) {
    switch (keyword) {
      case "$ref" -> {
        String name = value.toString();
        if (!name.startsWith(REFERENCE)) {
          throw new IllegalArgumentException("expected a reference to a schema but got " + name);
        }
        BodySchema named = new BodySchema(schemas.get(name.substring(REFERENCE.length())), schemas);
        checks.add(named::passes);
      }
      case "type" -> checks.add(type(value.toString()));
      case "enum" -> {
        Set<String> allowed =
            value.items().stream().map(YamlNode::toString).collect(Collectors.toSet());
        checks.add(it -> it instanceof String text && allowed.contains(text));
      }
      case "oneOf" -> {
        List<BodySchema> choices =
            value.items().stream().map(choice -> new BodySchema(choice, schemas)).toList();
        checks.add(it -> choices.stream().filter(choice -> choice.passes(it)).count() == 1);
      }
      case "properties" ->
          value
              .fields()
              .forEach((name, property) -> {
                BodySchema part = new BodySchema(property, schemas);
                checks.add(it ->
                    !(it instanceof Map<?, ?> map)
                        || !map.containsKey(name)
                        || part.passes(map.get(name)));
              });
      case "additionalProperties" -> {
        Set<String> known = schema.get("properties").fields().keySet();
        if (Boolean.FALSE.equals(value.scalar())) {
          checks.add(it -> !(it instanceof Map<?, ?> map) || known.containsAll(map.keySet()));
        }
      }
      case "required" -> {
        Set<String> names =
            value.items().stream().map(YamlNode::toString).collect(Collectors.toSet());
        checks.add(it -> !(it instanceof Map<?, ?> map) || map.keySet().containsAll(names));
      }
      case "minProperties" -> {
        long least = number(value).longValue();
        checks.add(it -> !(it instanceof Map<?, ?> map) || map.size() >= least);
      }
      case "items" -> {
        BodySchema item = new BodySchema(value, schemas);
        checks.add(it -> !(it instanceof List<?> list) || item.allPass(list));
      }
      case "minItems" -> {
        long least = number(value).longValue();
        checks.add(it -> !(it instanceof List<?> list) || list.size() >= least);
      }
      case "maxItems" -> {
        long most = number(value).longValue();
        checks.add(it -> !(it instanceof List<?> list) || list.size() <= most);
      }
      case "minimum" -> {
        double least = number(value).doubleValue();
        checks.add(it -> !(it instanceof Double number) || number >= least);
      }
      case "maximum" -> {
        double most = number(value).doubleValue();
        checks.add(it -> !(it instanceof Double number) || number <= most);
      }
      case "minLength" -> {
        long least = number(value).longValue();
        checks.add(it -> !(it instanceof String text) || length(text) >= least);
      }
      case "maxLength" -> {
        long most = number(value).longValue();
        checks.add(it -> !(it instanceof String text) || length(text) <= most);
      }
      case "pattern" -> {
        Pattern pattern = Pattern.compile(value.toString());
        checks.add(it -> !(it instanceof String text) || pattern.matcher(text).find());
      }
      default -> {
        if (!ANNOTATIONS.contains(keyword)) {
          throw new IllegalArgumentException("the schema keyword " + keyword + " is not supported");
        }
      }
    }
  }

  private static Check type(String name) {
    return switch (name) {
      case "object" -> it -> it instanceof Map<?, ?>;
      case "array" -> it -> it instanceof List<?>;
      case "string" -> it -> it instanceof String;
      case "boolean" -> it -> it instanceof Boolean;
      case "number" -> it -> it instanceof Double;
      case "integer" -> it -> it instanceof Double number && number % 1 == 0;
      default -> throw new IllegalArgumentException("expected a JSON type but got " + name);
    };
  }

  private static Number number(YamlNode value) {
    if (value.scalar() instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("expected a number as limit but got " + value);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Parses JSON to maps, lists, strings, doubles and booleans. */
  private static @Nullable Object read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new IOException("expected JSON but got nothing");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, read(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("the JSON is incomplete");
    };
  }
}
