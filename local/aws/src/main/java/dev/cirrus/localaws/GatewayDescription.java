package dev.cirrus.localaws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Derives the part of the API description that API Gateway imports without a warning: the routes,
 * the validation, the administrators' signature and the gateway's own responses.
 *
 * <p>The gateway ignores the rest (schemas of responses and parameters, bearer tokens, {@code
 * oneOf}) with a warning, and warnings fail the deployment so that no new part is ignored
 * unnoticed.
 */
public final class GatewayDescription {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");

  /** The keywords of schemas that the gateway drops. */
  private static final Set<String> UNSUPPORTED = Set.of("oneOf");

  private static final String SCHEMA = "#/components/schemas/";
  private static final String ADMINISTRATOR = "administrator";

  private final Map<String, Object> source;

  /** The schemas that request bodies need, by name. */
  private final Map<String, Object> schemas = new TreeMap<>();

  private GatewayDescription(Map<String, Object> source) {
    this.source = source;
  }

  /**
   * Reads the description from the first file and writes the derived one to the second, which
   * another process may be reading.
   */
  public static void main(String[] args) throws IOException {
    Path to = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(to.getParent());
    Path written = to.resolveSibling(to.getFileName() + "." + ProcessHandle.current().pid());
    Files.writeString(written, derive(Files.readString(Path.of(args[0]))));
    Files.move(written, to, StandardCopyOption.ATOMIC_MOVE);
  }

  static String derive(String yaml) {
    Object source = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new Dump(DumpSettings.builder().setDereferenceAliases(true).build())
        .dumpToString(new GatewayDescription(map(source)).derived());
  }

  private Map<String, Object> derived() {
    Map<String, Object> info = map(source.get("info"));
    Map<String, Object> derived = new LinkedHashMap<>();
    derived.put("openapi", source.get("openapi"));
    derived.put("info", Map.of("title", info.get("title"), "version", info.get("version")));
    source.forEach((name, value) -> {
      if (name.startsWith("x-amazon-")) {
        derived.put(name, value);
      }
    });
    Map<String, Object> paths = new LinkedHashMap<>();
    map(source.get("paths")).forEach((path, item) -> paths.put(path, path(map(item))));
    derived.put("paths", paths);
    Map<String, Object> administrator = new LinkedHashMap<>(scheme());
    administrator.remove("description");
    derived.put(
        "components",
        Map.of("securitySchemes", Map.of(ADMINISTRATOR, administrator), "schemas", schemas));
    return derived;
  }

  private Map<String, Object> scheme() {
    return map(map(map(source.get("components")).get("securitySchemes")).get(ADMINISTRATOR));
  }

  private Map<String, Object> path(Map<String, Object> item) {
    Map<String, Object> methods = new LinkedHashMap<>();
    item.forEach((method, operation) -> {
      if (METHODS.contains(method)) {
        methods.put(method, operation(map(operation), list(item.get("parameters"))));
      }
    });
    return methods;
  }

  private Map<String, Object> operation(Map<String, Object> operation, List<?> ofPath) {
    Map<String, Object> derived = new LinkedHashMap<>();
    derived.put("operationId", operation.get("operationId"));
    List<Object> parameters = new ArrayList<>();
    ofPath.forEach(parameter -> parameters.add(parameter(resolved(parameter))));
    list(operation.get("parameters"))
        .forEach(parameter -> parameters.add(parameter(resolved(parameter))));
    if (!parameters.isEmpty()) {
      derived.put("parameters", parameters);
    }
    if (operation.containsKey("requestBody")) {
      derived.put("requestBody", body(map(operation.get("requestBody"))));
    }
    if (String.valueOf(operation.get("security")).contains(ADMINISTRATOR)) {
      derived.put("security", operation.get("security"));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    map(operation.get("responses"))
        .forEach((status, response) ->
            responses.put(status, Map.of("description", resolved(response).get("description"))));
    derived.put("responses", responses);
    operation.forEach((name, value) -> {
      if (name.startsWith("x-amazon-")) {
        derived.put(name, value);
      }
    });
    return derived;
  }

  /** The gateway checks only whether a required parameter is there. */
  private Map<String, Object> parameter(Map<String, Object> parameter) {
    Map<String, Object> derived = new LinkedHashMap<>(parameter);
    derived.keySet().retainAll(Set.of("name", "in", "required"));
    derived.put("schema", Map.of("type", resolved(parameter.get("schema")).get("type")));
    return derived;
  }

  /** Media types without a schema are not validated. */
  private Map<String, Object> body(Map<String, Object> body) {
    Map<String, Object> content = new LinkedHashMap<>();
    map(body.get("content"))
        .forEach((type, media) -> {
          Object schema = map(media).get("schema");
          if (schema != null) {
            addSchemas(schema);
            content.put(type, Map.of("schema", schema));
          }
        });
    Map<String, Object> derived = new LinkedHashMap<>(body);
    derived.put("content", content);
    return derived;
  }

  /** Adds the schemas that a schema refers to, directly or through others. */
  private void addSchemas(Object schema) {
    Deque<Object> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (next instanceof Map<?, ?> fields) {
        if (fields.get("$ref") instanceof String reference) {
          String name = reference.substring(SCHEMA.length());
          if (!schemas.containsKey(name)) {
            Object supported = supported(resolved(fields));
            schemas.put(name, supported);
            open.push(supported);
          }
        }
        open.addAll(fields.values());
      } else if (next instanceof List<?> items) {
        open.addAll(items);
      }
    }
  }

  private static Object supported(Object schema) {
    if (schema instanceof Map<?, ?> fields) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      fields.forEach((name, value) -> {
        if (!UNSUPPORTED.contains(name.toString())) {
          kept.put(name, supported(value));
        }
      });
      return kept;
    }
    return schema instanceof List<?> items
        ? items.stream().map(GatewayDescription::supported).toList()
        : schema;
  }

  /** Follows a reference inside the description, if it is one. */
  private Map<String, Object> resolved(@Nullable Object value) {
    Map<String, Object> fields = map(value);
    if (!(fields.get("$ref") instanceof String reference)) {
      return fields;
    }
    Map<String, Object> target = source;
    for (String name : reference.substring("#/".length()).split("/", -1)) {
      target = map(target.get(name));
    }
    return target;
  }

  @SuppressWarnings("unchecked") // The keys of the description are strings.
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("expected an object in the description but got " + value);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
