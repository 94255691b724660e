package dev.cirrus.simulation.aws;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The part of DynamoDB's expression language that Cirrus uses: comparisons, {@code
 * attribute_exists} and {@code attribute_not_exists}, joined by {@code AND}, and updates with
 * {@code SET}, {@code ADD} and {@code REMOVE} of whole attributes. Anything else is an error.
 */
final class Expression {
  private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?\\w+|<>|<=|>=|\\S)");
  private static final Map<String, List<String>> TOKENS = new ConcurrentHashMap<>();

  private final String text;
  private final List<String> tokens;
  private final Map<String, String> names;
  private final Map<String, AttributeValue> values;
  private int next;

  private Expression(String text, Map<String, String> names, Map<String, AttributeValue> values) {
    this.text = text;
    this.tokens =
        TOKENS.computeIfAbsent(
            text, it -> TOKEN.matcher(it).results().map((MatchResult m) -> m.group(1)).toList());
    this.names = names;
    this.values = values;
  }

  /**
   * Returns whether an item, or null for none, meets a condition; every item meets a null
   * condition.
   */
  static boolean holds(
      @Nullable String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      @Nullable Map<String, AttributeValue> item) {
    return condition == null
        || new Expression(condition, names, values).condition(item == null ? Map.of() : item);
  }

  /** Returns the item after an update. */
  static Map<String, AttributeValue> update(
      String update,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      Map<String, AttributeValue> item) {
    Map<String, AttributeValue> updated = new HashMap<>(item);
    new Expression(update, names, values).apply(updated);
    return updated;
  }

  private boolean condition(Map<String, AttributeValue> item) {
    boolean holds = comparison(item);
    while (next < tokens.size()) {
      expect("AND");
      // Both sides are parsed, so that an error in the second is found.
      holds &= comparison(item);
    }
    return holds;
  }

  private boolean comparison(Map<String, AttributeValue> item) {
    String first = take();
    if (first.equals("attribute_exists") || first.equals("attribute_not_exists")) {
      expect("(");
      boolean exists = item.containsKey(name(take()));
      expect(")");
      return exists == first.equals("attribute_exists");
    }
    AttributeValue left = item.get(name(first));
    String operator = take();
    AttributeValue right = value(take());
    return switch (operator) {
      case "=" -> right.equals(left);
      case "<>" -> !right.equals(left);
      case "<" -> left != null && compare(left, right) < 0;
      case ">" -> left != null && compare(left, right) > 0;
      default -> throw unknown(operator);
    };
  }

  private void apply(Map<String, AttributeValue> item) {
    while (next < tokens.size()) {
      String clause = take();
      do {
        String name = name(take());
        switch (clause) {
          case "SET" -> {
            expect("=");
            item.put(name, value(take()));
          }
          case "ADD" -> item.merge(name, value(take()), Expression::sum);
          case "REMOVE" -> item.remove(name);
          default -> throw unknown(clause);
        }
      } while (takeIf(","));
    }
  }

  private static AttributeValue sum(AttributeValue a, AttributeValue b) {
    return AttributeValue.fromN(new BigDecimal(a.n()).add(new BigDecimal(b.n())).toString());
  }

  private static int compare(AttributeValue a, AttributeValue b) {
    return a.type() == AttributeValue.Type.N
        ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
        : a.s().compareTo(b.s());
  }

  private String take() {
    if (next == tokens.size()) {
      throw unknown("its end");
    }
    return tokens.get(next++);
  }

  private boolean takeIf(String token) {
    boolean found = next < tokens.size() && tokens.get(next).equals(token);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String token) {
    String found = take();
    if (!found.equals(token)) {
      throw unknown(found);
    }
  }

  private String name(String token) {
    if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '#') {
      throw unknown(token);
    }
    return token.startsWith("#") ? requireNonNull(names.get(token), token) : token;
  }

  private AttributeValue value(String token) {
    if (!token.startsWith(":")) {
      throw unknown(token);
    }
    return requireNonNull(values.get(token), token);
  }

  private UnsupportedOperationException unknown(String token) {
    return new UnsupportedOperationException(
        "the simulated DynamoDB does not know %s in \"%s\"".formatted(token, text));
  }
}
