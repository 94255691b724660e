package dev.cirrus.ledger;

import dev.cirrus.prediction.Prediction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The ledger in a DynamoDB table, which the module's README.md describes.
 *
 * <p>A prediction and its day's counts change in one transaction. A deleted prediction leaves its
 * id behind until it would have expired, so that a redelivered message does not restore it.
 */
public final class DynamoLedger implements Ledger {
  private static final String BY_OWNER = "by-owner";
  private static final String BY_CORRECTION = "by-correction";

  /** The number of items that share a day's counts, so that concurrent writers seldom conflict. */
  private static final int SHARDS = 8;

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

  /** Long enough for the first call of a cold function, which loads classes. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

  /** Less than the 5 s that {@code record} reserves for a message. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);

  /** DynamoDB's limit for a batch read. */
  private static final int KEYS_PER_READ = 100;

  /** The most reads of 1 MB that a page may take where few entries are selected. */
  private static final int READS_PER_PAGE = 8;

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstantSource clock;
  private final Transactions transactions;

  /** Waits between two attempts of a write. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  public DynamoLedger(DynamoDbClient dynamo, String table, InstantSource clock) {
    this(dynamo, table, clock, Thread::sleep);
  }

  /** Creates a ledger that waits as {@code sleeper} does, so that a simulation needs no time. */
  public DynamoLedger(DynamoDbClient dynamo, String table, InstantSource clock, Sleeper sleeper) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    transactions = new Transactions(dynamo, sleeper);
  }

  /** Returns the ledger in this table, on the AWS that the environment names. */
  public static DynamoLedger connected(String table) {
    return new DynamoLedger(clientBuilder().build(), table, Clock.systemUTC());
  }

  /** Returns a builder of clients whose calls end before the shortest function's time does. */
  public static DynamoDbClientBuilder clientBuilder() {
    return clientBuilder(ATTEMPT_TIMEOUT, CALL_TIMEOUT);
  }

  static DynamoDbClientBuilder clientBuilder(Duration attempt, Duration call) {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .socketTimeout(attempt))
        .overrideConfiguration(
            settings -> settings.apiCallAttemptTimeout(attempt).apiCallTimeout(call));
  }

  @Override
  public Recording record(Prediction prediction, Instant expires) {
    if (!expires.isAfter(clock.instant())) {
      return Recording.EXPIRED;
    }
    return transactions.write(
            prediction.id(),
            List.of(
                put(new LedgerEntry(prediction, expires)),
                add(prediction.id(), DayCounts.of(prediction))))
        ? Recording.NEW
        : Recording.DUPLICATE;
  }

  @Override
  public boolean recordAll(List<LedgerEntry> entries) {
    Instant now = clock.instant();
    Set<String> ids = new HashSet<>();
    Map<LocalDate, DayCounts> days = new TreeMap<>();
    List<TransactWriteItem> writes = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      // DynamoDB rejects two writes of one item in a transaction.
      if (!ids.add(entry.prediction().id()) || !entry.expires().isAfter(now)) {
        return false;
      }
      writes.add(put(entry));
      DayCounts counts = DayCounts.of(entry.prediction());
      days.merge(counts.day(), counts, DayCounts::plus);
    }
    String first = entries.getFirst().prediction().id();
    days.values().forEach(counts -> writes.add(add(first, counts)));
    return transactions.write(first, writes);
  }

  @Override
  public Optional<LedgerEntry> find(String owner, String id) {
    Map<String, AttributeValue> item =
        dynamo.getItem(read -> read.tableName(table).key(key(id)).consistentRead(true)).item();
    if (!item.containsKey(LedgerItems.DIGITS)) {
      return Optional.empty();
    }
    return Optional.of(LedgerItems.entry(item))
        .filter(entry -> entry.belongsTo(owner) && entry.expires().isAfter(clock.instant()));
  }

  @Override
  public LedgerPage page(String owner, Selection selection, @Nullable String after, int limit) {
    return switch (selection) {
      // One more than the page holds, to know whether there is a next page.
      case ALL -> page(query(BY_OWNER, LedgerItems.OWNER, owner, after).limit(limit + 1), limit);
      case CORRECTED ->
          page(
              query(BY_OWNER, LedgerItems.OWNER, owner, after)
                  .filterExpression("#expires > :now AND attribute_exists(labels)")
                  .limit(limit + 1),
              limit);
    };
  }

  @Override
  public CorrectionResult correct(String owner, String id, Labels labels) {
    for (int attempt = 0; attempt < Transactions.ATTEMPTS; attempt++) {
      LedgerEntry entry = find(owner, id).orElse(null);
      if (entry == null) {
        return new CorrectionResult.NotFound();
      }
      CorrectionResult result = entry.correct(labels, clock.instant());
      if (!(result instanceof CorrectionResult.Corrected(LedgerEntry corrected))
          || corrected.equals(entry)
          || replace(owner, entry, corrected)) {
        return result;
      }
      // Corrected or deleted concurrently: read it again.
    }
    throw new IllegalStateException("failed to correct an entry that others keep correcting");
  }

  /**
   * Writes or removes a correction unless the entry has changed since it was read; false if it has.
   */
  private boolean replace(String owner, LedgerEntry read, LedgerEntry corrected) {
    String id = read.prediction().id();
    Correction correction = corrected.correction();
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":owner", LedgerItems.text(owner)));
    Instant first =
        Objects.requireNonNull(corrected.firstCorrectedAt(), "expected a corrected entry");
    values.put(":first", LedgerItems.text(first.toString()));
    String update = "SET firstCorrectedAt = :first REMOVE labels, correctedAt, correctedOn";
    if (correction != null) {
      update =
          "SET firstCorrectedAt = :first, labels = :labels, correctedAt = :at, correctedOn = :on";
      values.put(":labels", LedgerItems.labels(corrected));
      values.put(":at", LedgerItems.text(correction.at().toString()));
      values.put(":on", LedgerItems.text(correction.on().toString()));
    }
    String unchanged = "attribute_not_exists(labels)";
    if (read.correction() != null) {
      unchanged = "labels = :before";
      values.put(":before", LedgerItems.labels(read));
    }
    TransactWriteItem write =
        TransactWriteItem.builder()
            .update(
                Update.builder()
                    .tableName(table)
                    .key(key(id))
                    .updateExpression(update)
                    .conditionExpression("#owner = :owner AND " + unchanged)
                    .expressionAttributeNames(Map.of("#owner", LedgerItems.OWNER))
                    .expressionAttributeValues(values)
                    .build())
            .build();
    DayCounts more = read.countsAddedBy(corrected);
    if (more.corrections() == 0) {
      return transactions.write(id, List.of(write));
    }
    return transactions.write(id, List.of(write, add(id, more)));
  }

  @Override
  public boolean delete(String owner, String id) {
    try {
      transactions.retryingConflicts(
          id,
          () ->
              dynamo.updateItem(write ->
                  write
                      .tableName(table)
                      .key(key(id))
                      .updateExpression(
                          "REMOVE #owner, #time, #source, #file, #model, digits, labels,"
                              + " correctedAt, correctedOn, firstCorrectedAt")
                      .conditionExpression("#owner = :owner AND #expires > :now")
                      .expressionAttributeNames(
                          Map.of(
                              "#owner", LedgerItems.OWNER,
                              "#time", LedgerItems.TIME,
                              "#source", LedgerItems.SOURCE,
                              "#file", LedgerItems.FILE,
                              "#model", LedgerItems.MODEL,
                              "#expires", LedgerItems.EXPIRES))
                      .expressionAttributeValues(
                          Map.of(":owner", LedgerItems.text(owner), ":now", now()))));
      return true;
    } catch (ConditionalCheckFailedException absent) {
      return false;
    }
  }

  @Override
  public LedgerPage correctedOn(LocalDate day, @Nullable String after, int limit) {
    return page(
        query(BY_CORRECTION, LedgerItems.CORRECTED_ON, day.toString(), after).limit(limit + 1),
        limit);
  }

  @Override
  public List<LedgerEntry> sample(int limit) {
    List<LedgerEntry> found = new ArrayList<>();
    Map<String, AttributeValue> start = Map.of();
    do {
      ScanResponse scanned =
          dynamo.scan(
              ScanRequest.builder()
                  .tableName(table)
                  .exclusiveStartKey(start.isEmpty() ? null : start)
                  .filterExpression("attribute_exists(digits) AND #expires > :now")
                  .expressionAttributeNames(Map.of("#expires", LedgerItems.EXPIRES))
                  .expressionAttributeValues(Map.of(":now", now()))
                  .build());
      scanned.items().stream().map(LedgerItems::entry).forEach(found::add);
      start = scanned.lastEvaluatedKey();
    } while (found.size() < limit && !start.isEmpty());
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  @Override
  public List<DayCounts> days(LocalDate first, LocalDate last) {
    Map<LocalDate, DayCounts> days = new TreeMap<>();
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      days.put(day, DayCounts.none(day));
      for (int shard = 0; shard < SHARDS; shard++) {
        keys.add(key(DayCountItems.id(day, shard)));
      }
    }
    for (int from = 0; from < keys.size(); from += KEYS_PER_READ) {
      List<Map<String, AttributeValue>> some =
          keys.subList(from, Math.min(keys.size(), from + KEYS_PER_READ));
      for (Map<String, AttributeValue> item : read(some)) {
        DayCounts counts = DayCountItems.counts(item);
        days.merge(counts.day(), counts, DayCounts::plus);
      }
    }
    return List.copyOf(days.values());
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, KeysAndAttributes> wanted =
        Map.of(table, KeysAndAttributes.builder().keys(keys).build());
    for (int attempt = 0; attempt < Transactions.ATTEMPTS; attempt++) {
      Map<String, KeysAndAttributes> asked = wanted;
      BatchGetItemResponse answer = dynamo.batchGetItem(read -> read.requestItems(asked));
      items.addAll(answer.responses().getOrDefault(table, List.of()));
      wanted = answer.unprocessedKeys();
      if (wanted.isEmpty()) {
        return items;
      }
      transactions.pause(table, attempt);
    }
    throw new IllegalStateException(
        "failed to read all keys: DynamoDB keeps returning unprocessed ones");
  }

  private QueryRequest.Builder query(
      String index, String attribute, String value, @Nullable String after) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":key", LedgerItems.text(value), ":now", now()));
    String condition = "#key = :key";
    if (after != null) {
      condition += " AND id < :after";
      values.put(":after", LedgerItems.text(after));
    }
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression(condition)
        .filterExpression("#expires > :now")
        .expressionAttributeNames(Map.of("#key", attribute, "#expires", LedgerItems.EXPIRES))
        .expressionAttributeValues(values)
        .scanIndexForward(false);
  }

  private LedgerPage page(QueryRequest.Builder query, int limit) {
    List<LedgerEntry> found = new ArrayList<>();
    Map<String, AttributeValue> last = Map.of();
    for (int reads = 0; reads < READS_PER_PAGE; reads++) {
      QueryResponse answer =
          dynamo.query(query.exclusiveStartKey(last.isEmpty() ? null : last).build());
      answer.items().stream().map(LedgerItems::entry).forEach(found::add);
      last = answer.lastEvaluatedKey();
      if (found.size() > limit) {
        List<LedgerEntry> page = found.subList(0, limit);
        return new LedgerPage(page, page.getLast().prediction().id());
      }
      if (last.isEmpty()) {
        return new LedgerPage(found, null);
      }
    }
    return new LedgerPage(found, LedgerItems.value(last, LedgerItems.ID).s());
  }

  /** Counts have no owner and expire on their own. */
  private Update count(String id, DayCounts more) {
    Instant expires = DriftReport.countsExpire(more.day());
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":expires", LedgerItems.number(expires.getEpochSecond())));
    StringJoiner adds = new StringJoiner(", ", "SET #expires = :expires ADD ", "");
    DayCountItems.numbers(more)
        .forEach((name, number) -> {
          adds.add(name + " :" + name);
          values.put(":" + name, LedgerItems.number(number));
        });
    return Update.builder()
        .tableName(table)
        .key(key(DayCountItems.id(more.day(), Math.floorMod(id.hashCode(), SHARDS))))
        .updateExpression(adds.toString())
        .expressionAttributeNames(Map.of("#expires", LedgerItems.EXPIRES))
        .expressionAttributeValues(values)
        .build();
  }

  private TransactWriteItem put(LedgerEntry entry) {
    return TransactWriteItem.builder()
        .put(write ->
            write
                .tableName(table)
                .item(LedgerItems.item(entry))
                .conditionExpression("attribute_not_exists(id)"))
        .build();
  }

  private TransactWriteItem add(String id, DayCounts counts) {
    return TransactWriteItem.builder().update(count(id, counts)).build();
  }

  private AttributeValue now() {
    return LedgerItems.number(clock.instant().getEpochSecond());
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(LedgerItems.ID, LedgerItems.text(id));
  }
}
