package dev.cirrus.simulation.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ExpressionTest {
  private static final Map<String, String> NAMES = Map.of("#owner", "owner");
  private static final Map<String, AttributeValue> VALUES =
      Map.of(":a", AttributeValue.fromS("a"), ":b", AttributeValue.fromS("b"), ":9", number("9"));
  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "id", AttributeValue.fromS("a"), "owner", AttributeValue.fromS("b"), "n", number("10"));

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }

  private static boolean holds(String condition, @Nullable Map<String, AttributeValue> item) {
    return Expression.holds(condition, NAMES, VALUES, item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id = :a",
        "#owner = :b AND id = :a",
        "id <> :b",
        "id < :b",
        "n > :9",
        "attribute_exists(id)",
        "attribute_not_exists(labels) AND id = :a"
      })
  void theConditionHolds(String condition) {
    assertTrue(holds(condition, ITEM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id = :b",
        "#owner = :b AND id = :b",
        "n < :9",
        "labels > :9",
        "labels = :a",
        "attribute_exists(labels)",
        "attribute_not_exists(id)"
      })
  void theConditionDoesNotHold(String condition) {
    assertFalse(holds(condition, ITEM));
  }

  @Test
  void aMissingItemHasNoAttributes() {
    assertTrue(holds("attribute_not_exists(id)", null));
    assertFalse(holds("id = :a", null));
  }

  @Test
  void anUpdateSetsAddsAndRemoves() {
    assertEquals(
        Map.of("id", AttributeValue.fromS("b"), "n", number("19"), "new", number("9")),
        Expression.update("SET id = :b ADD n :9, new :9 REMOVE #owner", NAMES, VALUES, ITEM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id = :a OR id = :b", "size(id) > :9", "id BETWEEN :a AND :b", "NOT id = :a"})
  void operatorsThatCirrusDoesNotUseAreRejected(String condition) {
    assertThrows(UnsupportedOperationException.class, () -> holds(condition, ITEM));
  }
}
