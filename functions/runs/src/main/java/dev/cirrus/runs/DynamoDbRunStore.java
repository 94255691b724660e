package dev.cirrus.runs;

import static java.util.Objects.requireNonNull;

import dev.cirrus.models.ModelPointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Stores training runs in a DynamoDB table with the key {@code id}. One item is the lock, whose id
 * differs from all runs' ids.
 *
 * <p>{@link #newest} scans the table: a deployment has some hundreds of runs of a few kilobytes.
 */
public final class DynamoDbRunStore implements RunStore {
  private static final String LOCK = "lock";
  private static final String NONE = "attribute_not_exists(id)";
  private static final String FAILED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbClient client;
  private final String table;

  public DynamoDbRunStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<Run> find(String id) {
    return item(id).filter(item -> item.containsKey("state")).map(DynamoDbRunStore::run);
  }

  @Override
  public List<Run> newest(int limit) {
    List<Run> runs = new ArrayList<>();
    client
        .scanPaginator(scan ->
            scan.tableName(table)
                .consistentRead(true)
                .filterExpression("id <> :lock")
                .expressionAttributeValues(Map.of(":lock", text(LOCK))))
        .items()
        .forEach(item -> runs.add(run(item)));
    runs.sort(Comparator.comparing(Run::id).reversed());
    return runs.stream().limit(limit).toList();
  }

  @Override
  public boolean write(Run run) {
    return put(put(run)) || isStored(run);
  }

  @Override
  public Optional<RunLock> lock() {
    return item(LOCK)
        .map(item -> new RunLock(string(item, "run"), Instant.parse(string(item, "until"))));
  }

  @Override
  public boolean create(Run run, @Nullable RunLock seen, RunLock next) {
    try {
      client.transactWriteItems(both ->
          both.transactItems(
              TransactWriteItem.builder().put(put(run)).build(),
              TransactWriteItem.builder().put(put(seen, next)).build()));
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream()
          .map(CancellationReason::code)
          .anyMatch(code -> code.equals(FAILED) || code.equals(CONFLICT))) {
        return isStored(run) && isStored(next);
      }
      throw e;
    }
  }

  @Override
  public boolean lock(@Nullable RunLock seen, RunLock next) {
    return put(put(seen, next)) || isStored(next);
  }

  @Override
  public void unlock(String run) {
    try {
      client.deleteItem(delete ->
          delete
              .tableName(table)
              .key(Map.of("id", text(LOCK)))
              .conditionExpression("#run = :run")
              .expressionAttributeNames(Map.of("#run", "run"))
              .expressionAttributeValues(Map.of(":run", text(run))));
    } catch (ConditionalCheckFailedException heldByAnother) {
      // The run holds no lock that could be released.
      return;
    }
  }

  private boolean isStored(Run run) {
    return find(run.id()).equals(Optional.of(run));
  }

  private boolean isStored(RunLock lock) {
    return lock().equals(Optional.of(lock));
  }

  private Optional<Map<String, AttributeValue>> item(String id) {
    var answer =
        client.getItem(
            get -> get.tableName(table).key(Map.of("id", text(id))).consistentRead(true));
    return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
  }

  private boolean put(Put put) {
    try {
      client.putItem(request ->
          request
              .tableName(table)
              .item(put.item())
              .conditionExpression(put.conditionExpression())
              .expressionAttributeNames(
                  put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null)
              .expressionAttributeValues(
                  put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException conflict) {
      return false;
    }
  }

  private Put put(Run run) {
    Put.Builder put = Put.builder().tableName(table).item(item(run));
    return run.revision() == 1
        ? put.conditionExpression(NONE).build()
        : put.conditionExpression("revision = :seen")
            .expressionAttributeValues(Map.of(":seen", number(run.revision() - 1)))
            .build();
  }

  private Put put(@Nullable RunLock seen, RunLock next) {
    Put.Builder put =
        Put.builder()
            .tableName(table)
            .item(
                Map.of(
                    "id", text(LOCK),
                    "run", text(next.run()),
                    "until", text(next.until().toString())));
    return seen == null
        ? put.conditionExpression(NONE).build()
        : put.conditionExpression("#run = :run AND #until = :until")
            .expressionAttributeNames(Map.of("#run", "run", "#until", "until"))
            .expressionAttributeValues(
                Map.of(":run", text(seen.run()), ":until", text(seen.until().toString())))
            .build();
  }

  private static Map<String, AttributeValue> item(Run run) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", text(run.id()));
    item.put("cause", text(run.trigger().text()));
    item.put("asks", AttributeValue.fromBool(run.needsApproval()));
    item.put("createdAt", text(run.createdAt().toString()));
    item.put("updatedAt", text(run.updatedAt().toString()));
    item.put("base", pointer(run.base()));
    item.put("state", AttributeValue.fromM(state(run.state())));
    item.put("revision", number(run.revision()));
    ExportedCorrections corrections = run.corrections();
    if (corrections != null) {
      item.put(
          "corrections",
          AttributeValue.fromM(
              Map.of(
                  "rows", number(corrections.rows()),
                  "key", text(corrections.key()),
                  "sha256", text(corrections.sha256()))));
    }
    if (run.job() != null) {
      item.put("job", text(run.job()));
    }
    if (run.report() != null) {
      item.put("report", text(run.report()));
    }
    return item;
  }

  private static Map<String, AttributeValue> state(RunState state) {
    return switch (state) {
      case RunState.Queued q -> named("queued");
      case RunState.Running r -> named("running");
      case RunState.Gate g -> named("gate");
      case RunState.Promoting p ->
          named(
              "promoting", "candidate", pointer(p.candidate()), "replaced", pointer(p.replaced()));
      case RunState.Passed p ->
          named(
              "passed",
              "candidate",
              pointer(p.candidate()),
              "measuredAgainst",
              pointer(p.measuredAgainst()));
      case RunState.Promoted p ->
          named("promoted", "model", pointer(p.model()), "replaced", pointer(p.replaced()));
      case RunState.Refused r ->
          Map.of(
              "name",
              text("refused"),
              "reasons",
              AttributeValue.fromL(r.reasons().stream().map(DynamoDbRunStore::text).toList()));
      case RunState.Cancelled c -> named("cancelled");
      case RunState.Failed f -> Map.of("name", text("failed"), "log", text(f.log()));
    };
  }

  private static Map<String, AttributeValue> named(String name) {
    return Map.of("name", text(name));
  }

  private static Map<String, AttributeValue> named(
      String name, String first, AttributeValue one, String second, AttributeValue two) {
    return Map.of("name", text(name), first, one, second, two);
  }

  private static Run run(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> corrections =
        item.containsKey("corrections") ? value(item, "corrections").m() : Map.of();
    return new Run(
        string(item, "id"),
        RunTrigger.of(string(item, "cause")).orElseThrow(),
        value(item, "asks").bool(),
        Instant.parse(string(item, "createdAt")),
        Instant.parse(string(item, "updatedAt")),
        pointer(item, "base"),
        corrections.isEmpty()
            ? null
            : new ExportedCorrections(
                Integer.parseInt(value(corrections, "rows").n()),
                string(corrections, "key"),
                string(corrections, "sha256")),
        item.containsKey("job") ? string(item, "job") : null,
        state(item),
        item.containsKey("report") ? string(item, "report") : null,
        Integer.parseInt(value(item, "revision").n()));
  }

  private static RunState state(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> state = value(item, "state").m();
    String name = string(state, "name");
    return switch (name) {
      case "queued" -> new RunState.Queued();
      case "running" -> new RunState.Running();
      case "gate" -> new RunState.Gate();
      case "promoting" ->
          new RunState.Promoting(pointer(state, "candidate"), pointer(state, "replaced"));
      case "passed" ->
          new RunState.Passed(pointer(state, "candidate"), pointer(state, "measuredAgainst"));
      case "promoted" -> new RunState.Promoted(pointer(state, "model"), pointer(state, "replaced"));
      case "refused" ->
          new RunState.Refused(
              value(state, "reasons").l().stream().map(AttributeValue::s).toList());
      case "cancelled" -> new RunState.Cancelled();
      case "failed" -> new RunState.Failed(string(state, "log"));
      default -> throw new IllegalStateException("Unknown state of a run: " + name);
    };
  }

  private static AttributeValue pointer(ModelPointer pointer) {
    return AttributeValue.fromM(
        Map.of("version", text(pointer.version()), "sha256", text(pointer.sha256())));
  }

  private static ModelPointer pointer(Map<String, AttributeValue> item, String name) {
    Map<String, AttributeValue> pointer = value(item, name).m();
    return new ModelPointer(string(pointer, "version"), string(pointer, "sha256"));
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return requireNonNull(item.get(name), () -> "expected an attribute " + name);
  }

  private static String string(Map<String, AttributeValue> item, String name) {
    return value(item, name).s();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }
}
