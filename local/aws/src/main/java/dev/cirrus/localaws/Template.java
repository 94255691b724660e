package dev.cirrus.localaws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the SAM template, as far as the local system needs it. */
public final class Template {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}!]+)}");

  private final YamlNode root;

  private Template(YamlNode root) {
    this.root = root;
  }

  public static Template read(Path file) throws IOException {
    return new Template(YamlNode.read(file));
  }

  /** Finds template.yaml in a folder or the nearest one above it. */
  public static Path find(Path folder) {
    for (Path parent = folder.toAbsolutePath(); parent != null; parent = parent.getParent()) {
      Path file = parent.resolve("template.yaml");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new NoSuchElementException("no template.yaml in " + folder + " or above it");
  }

  /** Returns the properties of each resource of a type, by logical name. */
  public Map<String, YamlNode> ofType(String type) {
    Map<String, YamlNode> found = new LinkedHashMap<>();
    root.get("Resources")
        .fields()
        .forEach((name, resource) -> {
          if (type.equals(resource.get("Type").scalar())) {
            found.put(name, resource.get("Properties"));
          }
        });
    return found;
  }

  public YamlNode properties(String name) {
    YamlNode resource = root.get("Resources").get(name);
    if (!resource.isPresent()) {
      throw new NoSuchElementException("the template has no resource " + name);
    }
    return resource.get("Properties");
  }

  /**
   * Resolves a value to text, as CloudFormation does. Parameters have their defaults.
   *
   * @param names the values of references to resources
   */
  public String text(YamlNode value, Map<String, String> names) {
    if (value.scalar() != null) {
      return value.toString();
    }
    YamlNode reference = value.get("Ref");
    if (reference.isPresent()) {
      return reference(reference.toString(), names);
    }
    YamlNode attribute = value.get("Fn::GetAtt");
    if (attribute.isPresent()) {
      return reference(
          attribute.items().isEmpty()
              ? attribute.toString()
              : attribute.items().stream().map(YamlNode::toString).collect(Collectors.joining(".")),
          names);
    }
    if (value.get("Fn::Sub").scalar() instanceof String text) {
      return VARIABLE
          .matcher(text)
          .replaceAll(found -> Matcher.quoteReplacement(reference(found.group(1), names)));
    }
    throw new IllegalArgumentException(
        "expected a scalar, Ref, Fn::GetAtt or Fn::Sub but got " + value);
  }

  private String reference(String name, Map<String, String> names) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    YamlNode defaultValue = root.get("Parameters").get(name).get("Default");
    if (!defaultValue.isPresent()) {
      throw new NoSuchElementException(
          "the template's " + name + " is neither a known resource nor a parameter with a default");
    }
    return defaultValue.toString();
  }
}
