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

/** The template that deploys Cirrus to AWS, as far as one machine needs what stands in it. */
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
    for (Path place = folder.toAbsolutePath(); place != null; place = place.getParent()) {
      Path file = place.resolve("template.yaml");
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new NoSuchElementException("no template.yaml in " + folder + " or above it");
  }

  /** The properties of each resource of a type, by logical name. */
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
   * The text that CloudFormation would put in place of a value: parameters have their defaults,
   * resources the names given here.
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
    throw new IllegalArgumentException("one machine cannot tell the text of " + value);
  }

  private String reference(String name, Map<String, String> names) {
    String known = names.get(name);
    if (known != null) {
      return known;
    }
    YamlNode standard = root.get("Parameters").get(name).get("Default");
    if (!standard.isPresent()) {
      throw new NoSuchElementException("the template's " + name + " has no value here");
    }
    return standard.toString();
  }
}
