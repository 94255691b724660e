package dev.cirrus.localaws;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML document. CloudFormation's short tags are expanded: {@code !Ref Queue} becomes
 * {@code {Ref: Queue}}.
 */
public final class YamlNode {
  private static final YamlNode NONE = new YamlNode(Map.of(), List.of(), null);

  private final Map<String, YamlNode> fields;
  private final List<YamlNode> items;
  private final @Nullable Object scalar;

  private YamlNode(Map<String, YamlNode> fields, List<YamlNode> items, @Nullable Object scalar) {
    this.fields = fields;
    this.items = items;
    this.scalar = scalar;
  }

  public static YamlNode read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Compose(LoadSettings.builder().setLabel(file.toString()).build())
          .composeReader(reader)
          .map(YamlNode::of)
          .orElse(NONE);
    }
  }

  /** Returns the value of a field; a missing one has no fields, no items and no scalar. */
  public YamlNode get(String field) {
    return fields.getOrDefault(field, NONE);
  }

  public Map<String, YamlNode> fields() {
    return fields;
  }

  public List<YamlNode> items() {
    return items;
  }

  /** Returns a String, Long, Double or Boolean, or null if the value is not a scalar. */
  public @Nullable Object scalar() {
    return scalar;
  }

  public boolean isPresent() {
    return this != NONE;
  }

  @Override
  public String toString() {
    return scalar != null ? scalar.toString() : fields.isEmpty() ? "" + items : "" + fields;
  }

  private static YamlNode of(Node node) {
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return untagged(node);
    }
    String name = tag.substring(1);
    boolean isFullName = name.equals("Ref") || name.equals("Condition");
    return new YamlNode(Map.of(isFullName ? name : "Fn::" + name, untagged(node)), List.of(), null);
  }

  private static YamlNode untagged(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
          fields.put(((ScalarNode) entry.getKeyNode()).getValue(), of(entry.getValueNode()));
        }
        yield new YamlNode(fields, List.of(), null);
      }
      case SequenceNode sequence ->
          new YamlNode(Map.of(), sequence.getValue().stream().map(YamlNode::of).toList(), null);
      case ScalarNode scalar -> new YamlNode(Map.of(), List.of(), scalar(scalar));
      default ->
          throw new IllegalArgumentException(
              "expected a mapping, a sequence or a scalar but got " + node);
    };
  }

  private static @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.INT)) {
      return Long.valueOf(text);
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      return Double.valueOf(text);
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    return node.getTag().equals(Tag.NULL) ? null : text;
  }
}
