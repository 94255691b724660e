package dev.cirrus.simulation.aws;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * A change of one item of the simulated DynamoDB, if a condition holds.
 *
 * @param id the value of the item's key
 */
record ItemWrite(String table, String id, Condition condition, Effect effect) {
  /** The name of each table's key. */
  static final String ID = "id";

  interface Condition {
    boolean holds(@Nullable Map<String, AttributeValue> item);
  }

  interface Effect {
    @Nullable Map<String, AttributeValue> on(@Nullable Map<String, AttributeValue> item);
  }

  static ItemWrite of(TransactWriteItem item) {
    if (item.put() != null) {
      return of(item.put());
    }
    if (item.update() != null) {
      return of(item.update());
    }
    throw new UnsupportedOperationException("the simulated DynamoDB transacts puts and updates");
  }

  static ItemWrite of(Put put) {
    return new ItemWrite(
        put.tableName(),
        id(put.item()),
        item ->
            Expression.holds(
                put.conditionExpression(),
                put.expressionAttributeNames(),
                put.expressionAttributeValues(),
                item),
        item -> Map.copyOf(put.item()));
  }

  static ItemWrite of(Update update) {
    return new ItemWrite(
        update.tableName(),
        id(update.key()),
        item ->
            Expression.holds(
                update.conditionExpression(),
                update.expressionAttributeNames(),
                update.expressionAttributeValues(),
                item),
        item ->
            Expression.update(
                update.updateExpression(),
                update.expressionAttributeNames(),
                update.expressionAttributeValues(),
                item == null ? update.key() : item));
  }

  static ItemWrite of(Delete delete) {
    return new ItemWrite(
        delete.tableName(),
        id(delete.key()),
        item ->
            Expression.holds(
                delete.conditionExpression(),
                delete.expressionAttributeNames(),
                delete.expressionAttributeValues(),
                item),
        item -> null);
  }

  static String id(Map<String, AttributeValue> key) {
    return Objects.requireNonNull(key.get(ID), "expected an id").s();
  }
}
