package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB with tables that have the key {@code id}. Transactions are atomic and, as the SDK sends
 * a token with them, take effect once even if they are sent twice. Queries read an index that lags
 * behind its table, a few items at a time.
 */
public final class SimulatedDynamoDb implements DynamoDbClient {
  private static final int MAX_LAG_MILLIS = 400;

  /** In place of the megabyte that DynamoDB reads at most. */
  private static final int ITEMS_PER_READ = 3;

  private final World world;
  private final Network network;
  private final Map<String, Table> tables;
  private final List<Listener> listeners;

  /**
   * A change of an item.
   *
   * @param before null if it is new
   * @param after null if it was deleted
   */
  public record Change(
      String table,
      String id,
      @Nullable Map<String, AttributeValue> before,
      @Nullable Map<String, AttributeValue> after) {}

  /** Called for each change, in order. */
  @FunctionalInterface
  public interface Listener {
    void changed(Change change);
  }

  private static final class Table {
    private final NavigableMap<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final NavigableMap<String, Map<String, AttributeValue>> index = new TreeMap<>();
  }

  public SimulatedDynamoDb(World world, Duration timeout) {
    this(world, timeout, new HashMap<>(), new ArrayList<>());
  }

  private SimulatedDynamoDb(
      World world, Duration timeout, Map<String, Table> tables, List<Listener> listeners) {
    this.world = world;
    this.network = new Network(world, "DynamoDB", timeout);
    this.tables = tables;
    this.listeners = listeners;
  }

  /** Returns a client for the same tables that gives up a call after this time. */
  public SimulatedDynamoDb withTimeout(Duration timeout) {
    return new SimulatedDynamoDb(world, timeout, tables, listeners);
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Returns a table's items by id, as they are at this moment. */
  public Map<String, Map<String, AttributeValue>> items(String table) {
    return Collections.unmodifiableMap(table(table).items);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    if (!Boolean.TRUE.equals(request.consistentRead())) {
      throw new UnsupportedOperationException("the simulated DynamoDB reads items consistently");
    }
    String id = ItemWrite.id(request.key());
    return network.call(
        "GetItem " + id,
        () -> {
          GetItemResponse.Builder response = GetItemResponse.builder();
          Map<String, AttributeValue> item = table(request.tableName()).items.get(id);
          return (item == null ? response : response.item(item)).build();
        },
        SimulatedDynamoDb::throttled);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    ItemWrite write =
        ItemWrite.of(
            Put.builder()
                .tableName(request.tableName())
                .item(request.item())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues())
                .build());
    return write("PutItem", write, PutItemResponse.builder()::build);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    ItemWrite write =
        ItemWrite.of(
            Update.builder()
                .tableName(request.tableName())
                .key(request.key())
                .updateExpression(request.updateExpression())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues())
                .build());
    return write("UpdateItem", write, UpdateItemResponse.builder()::build);
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    ItemWrite write =
        ItemWrite.of(
            Delete.builder()
                .tableName(request.tableName())
                .key(request.key())
                .conditionExpression(request.conditionExpression())
                .expressionAttributeNames(request.expressionAttributeNames())
                .expressionAttributeValues(request.expressionAttributeValues())
                .build());
    return write("DeleteItem", write, DeleteItemResponse.builder()::build);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    List<ItemWrite> writes = request.transactItems().stream().map(ItemWrite::of).toList();
    boolean[] done = new boolean[1];
    return network.call(
        "TransactWriteItems " + String.join(" ", writes.stream().map(ItemWrite::id).toList()),
        () -> {
          if (!done[0]) {
            transact(writes);
            done[0] = true;
          }
          return TransactWriteItemsResponse.builder().build();
        },
        () ->
            canceled(
                writes.stream()
                    .map(write -> world.current().random().nextBoolean())
                    .map(isHeld -> isHeld ? "TransactionConflict" : "None")
                    .toList()));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    boolean isPartial = world.current().random().nextInt(4) == 0;
    return network.call(
        "BatchGetItem",
        () -> {
          Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
          Map<String, KeysAndAttributes> unprocessed = new HashMap<>();
          request
              .requestItems()
              .forEach((name, wanted) -> {
                List<Map<String, AttributeValue>> keys = wanted.keys();
                int read = isPartial ? (keys.size() + 1) / 2 : keys.size();
                found.put(
                    name,
                    keys.subList(0, read).stream()
                        .map(key -> table(name).items.get(ItemWrite.id(key)))
                        .filter(Objects::nonNull)
                        .toList());
                if (read < keys.size()) {
                  unprocessed.put(
                      name,
                      KeysAndAttributes.builder().keys(keys.subList(read, keys.size())).build());
                }
              });
          return BatchGetItemResponse.builder()
              .responses(found)
              .unprocessedKeys(unprocessed)
              .build();
        },
        SimulatedDynamoDb::throttled);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    if (request.indexName() == null || !Boolean.FALSE.equals(request.scanIndexForward())) {
      throw new UnsupportedOperationException("the simulated DynamoDB queries indexes backwards");
    }
    return network.call(
        "Query " + request.indexName(),
        () -> {
          NavigableMap<String, Map<String, AttributeValue>> newestFirst =
              table(request.tableName()).index.descendingMap();
          if (request.hasExclusiveStartKey()) {
            newestFirst = newestFirst.tailMap(ItemWrite.id(request.exclusiveStartKey()), false);
          }
          int limit =
              request.limit() == null ? ITEMS_PER_READ : Math.min(request.limit(), ITEMS_PER_READ);
          QueryResponse.Builder response = QueryResponse.builder();
          List<Map<String, AttributeValue>> found = new ArrayList<>();
          int read = 0;
          for (Map<String, AttributeValue> item : newestFirst.values()) {
            if (!holds(request.keyConditionExpression(), request, item)) {
              continue;
            }
            read++;
            if (holds(request.filterExpression(), request, item)) {
              found.add(item);
            }
            if (read == limit) {
              response.lastEvaluatedKey(
                  Map.of(ItemWrite.ID, AttributeValue.fromS(ItemWrite.id(item))));
              break;
            }
          }
          return response.items(found).build();
        },
        SimulatedDynamoDb::throttled);
  }

  private static boolean holds(
      String condition, QueryRequest request, Map<String, AttributeValue> item) {
    return Expression.holds(
        condition, request.expressionAttributeNames(), request.expressionAttributeValues(), item);
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    return network.call(
        "Scan " + request.tableName(),
        () -> {
          NavigableMap<String, Map<String, AttributeValue>> rest = table(request.tableName()).items;
          if (request.hasExclusiveStartKey()) {
            rest = rest.tailMap(ItemWrite.id(request.exclusiveStartKey()), false);
          }
          List<Map<String, AttributeValue>> read =
              rest.values().stream().limit(ITEMS_PER_READ).toList();
          ScanResponse.Builder response = ScanResponse.builder();
          if (read.size() < rest.size()) {
            response.lastEvaluatedKey(
                Map.of(ItemWrite.ID, AttributeValue.fromS(ItemWrite.id(read.getLast()))));
          }
          return response
              .items(
                  read.stream()
                      .filter(item ->
                          Expression.holds(
                              request.filterExpression(),
                              request.expressionAttributeNames(),
                              request.expressionAttributeValues(),
                              item))
                      .toList())
              .build();
        },
        SimulatedDynamoDb::throttled);
  }

  private <T> T write(String operation, ItemWrite write, Supplier<T> response) {
    return network.call(
        operation + " " + write.id(),
        () -> {
          if (!write.condition().holds(table(write.table()).items.get(write.id()))) {
            throw ConditionalCheckFailedException.builder().message("condition failed").build();
          }
          apply(write);
          return response.get();
        },
        () ->
            world.current().random().nextBoolean()
                ? throttled()
                : TransactionConflictException.builder().message("conflict").build());
  }

  private void transact(List<ItemWrite> writes) {
    List<String> codes =
        writes.stream()
            .map(write -> write.condition().holds(table(write.table()).items.get(write.id())))
            .map(holds -> holds ? "None" : "ConditionalCheckFailed")
            .toList();
    if (codes.contains("ConditionalCheckFailed")) {
      throw canceled(codes);
    }
    writes.forEach(this::apply);
  }

  private void apply(ItemWrite write) {
    Table table = table(write.table());
    Map<String, AttributeValue> before = table.items.get(write.id());
    Map<String, AttributeValue> after = write.effect().on(before);
    if (after == null) {
      table.items.remove(write.id());
    } else {
      table.items.put(write.id(), after);
    }
    Duration lag = Duration.ofMillis(world.random(write.id()).nextInt(MAX_LAG_MILLIS));
    world.schedule(lag, () -> updateIndex(table, write.id()));
    Change change = new Change(write.table(), write.id(), before, after);
    listeners.forEach(listener -> listener.changed(change));
  }

  private static void updateIndex(Table table, String id) {
    Map<String, AttributeValue> item = table.items.get(id);
    if (item == null) {
      table.index.remove(id);
    } else {
      table.index.put(id, item);
    }
  }

  private Table table(String name) {
    return tables.computeIfAbsent(name, created -> new Table());
  }

  private static RuntimeException throttled() {
    return ProvisionedThroughputExceededException.builder()
        .message("throttled")
        .statusCode(400)
        .build();
  }

  private static RuntimeException canceled(List<String> codes) {
    return TransactionCanceledException.builder()
        .message("transaction canceled")
        .cancellationReasons(
            codes.stream().map(code -> CancellationReason.builder().code(code).build()).toList())
        .build();
  }
}
