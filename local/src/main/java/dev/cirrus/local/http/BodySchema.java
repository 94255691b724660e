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
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
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
    schema
        .fields()
        .forEach((keyword, value) -> {
          if (!ANNOTATIONS.contains(keyword)) {
            checks.add(check(keyword, value, schema, schemas));
          }
        });
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

  private static Check check(String keyword, YamlNode value, YamlNode schema, YamlNode schemas) {
    return switch (keyword) {
      case "$ref" -> reference(value.toString(), schemas);
      case "oneOf" -> oneOf(value, schemas);
      case "type" -> type(value.toString());
      case "enum" -> ofStrings(texts(value)::contains);
      case "pattern" -> ofStrings(Pattern.compile(value.toString()).asPredicate());
      case "minLength", "maxLength" -> length(limit(keyword, value));
      case "minimum", "maximum" -> value(limit(keyword, value));
      case "properties" -> properties(value, schemas);
      case "additionalProperties" -> additionalProperties(value, schema);
      case "required" -> required(texts(value));
      case "minProperties" -> objectSize(limit(keyword, value));
      case "items" -> items(new BodySchema(value, schemas));
      case "minItems", "maxItems" -> arraySize(limit(keyword, value));
      default ->
          throw new IllegalArgumentException("the schema keyword " + keyword + " is not supported");
    };
  }

  private static Check reference(String name, YamlNode schemas) {
    if (!name.startsWith(REFERENCE)) {
      throw new IllegalArgumentException("expected a reference to a schema but got " + name);
    }
    return new BodySchema(schemas.get(name.substring(REFERENCE.length())), schemas)::passes;
  }

  private static Check oneOf(YamlNode value, YamlNode schemas) {
    List<BodySchema> choices =
        value.items().stream().map(choice -> new BodySchema(choice, schemas)).toList();
    return it -> choices.stream().filter(choice -> choice.passes(it)).count() == 1;
  }

  private static Check properties(YamlNode value, YamlNode schemas) {
    Map<String, BodySchema> properties = new LinkedHashMap<>();
    value.fields().forEach((name, part) -> properties.put(name, new BodySchema(part, schemas)));
    return it ->
        !(it instanceof Map<?, ?> map)
            || properties.entrySet().stream()
                .filter(property -> map.containsKey(property.getKey()))
                .allMatch(property -> property.getValue().passes(map.get(property.getKey())));
  }

  private static Check additionalProperties(YamlNode value, YamlNode schema) {
    Set<String> known = schema.get("properties").fields().keySet();
    boolean areAllowed = !Boolean.FALSE.equals(value.scalar());
    return it -> areAllowed || !(it instanceof Map<?, ?> map) || known.containsAll(map.keySet());
  }

  private static Check required(Set<String> names) {
    return it -> !(it instanceof Map<?, ?> map) || map.keySet().containsAll(names);
  }

  private static Check items(BodySchema item) {
    return it -> !(it instanceof List<?> list) || item.allPass(list);
  }

  private static Check ofStrings(Predicate<String> check) {
    return it -> !(it instanceof String text) || check.test(text);
  }

  private static Check length(DoublePredicate limit) {
    return it -> !(it instanceof String text) || limit.test(text.codePointCount(0, text.length()));
  }

  private static Check value(DoublePredicate limit) {
    return it -> !(it instanceof Double number) || limit.test(number);
  }

  private static Check objectSize(DoublePredicate limit) {
    return it -> !(it instanceof Map<?, ?> map) || limit.test(map.size());
  }

  private static Check arraySize(DoublePredicate limit) {
    return it -> !(it instanceof List<?> list) || limit.test(list.size());
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

  /** Returns the limit of a keyword that begins with "min" or "max". */
  private static DoublePredicate limit(String keyword, YamlNode value) {
    if (!(value.scalar() instanceof Number number)) {
      throw new IllegalArgumentException("expected a number as limit but got " + value);
    }
    double limit = number.doubleValue();
    return keyword.startsWith("min") ? it -> it >= limit : it -> it <= limit;
  }

  private static Set<String> texts(YamlNode value) {
    return value.items().stream().map(YamlNode::toString).collect(Collectors.toSet());
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
