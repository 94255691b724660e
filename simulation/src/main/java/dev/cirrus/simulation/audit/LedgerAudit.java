package dev.cirrus.simulation.audit;

import static java.util.Objects.requireNonNull;

import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.DayCounts;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.simulation.aws.SimulatedDynamoDb.Change;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the promises about records. */
public final class LedgerAudit {
  private static final Set<String> CORRECTION_ATTRIBUTES =
      Set.of("labels", "correctedAt", "correctedOn", "firstCorrectedAt");

  private final InstantSource clock;
  private final Report report;

  /** The predictions sent under each id: a caller may send an id again. */
  private final Map<String, List<Prediction>> sent = new TreeMap<>();

  private final Set<String> acknowledged = new HashSet<>();
  private final Map<String, RecordState> records = new TreeMap<>();
  private final Map<String, List<CorrectionAttempt>> corrections = new TreeMap<>();
  private final Map<String, Instant> deleted = new HashMap<>();

  /** A record as it was last before it was deleted, if it was. */
  private record RecordState(
      Prediction prediction, NavigableMap<Integer, Integer> labels, boolean isDeleted) {}

  /** A request to correct a record. */
  public final class CorrectionAttempt {
    private final Map<Integer, Integer> labels;
    private final Instant start;
    private @Nullable Instant end;

    private CorrectionAttempt(Map<Integer, Integer> labels) {
      this.labels = labels;
      this.start = clock.instant();
    }

    public void acknowledged() {
      end = clock.instant();
    }

    private boolean precedes(CorrectionAttempt other) {
      return end != null && end.isBefore(other.start);
    }
  }

  /** Receives broken promises. */
  @FunctionalInterface
  public interface Report {
    void broken(Promise promise, String how);
  }

  public LedgerAudit(InstantSource clock, Report report) {
    this.clock = clock;
    this.report = report;
  }

  public void sending(Prediction prediction) {
    sent.computeIfAbsent(prediction.id(), id -> new ArrayList<>()).add(prediction);
  }

  /** Called with the id in a response that claims a record. */
  public void acknowledged(String id) {
    acknowledged.add(id);
  }

  /**
   * Called when an owner sends labels for a record.
   *
   * @param labels a label for each digit; empty to withdraw them
   */
  public CorrectionAttempt correcting(String id, List<Integer> labels) {
    CorrectionAttempt attempt = new CorrectionAttempt(Labels.forAll(labels).byPosition());
    corrections.computeIfAbsent(id, of -> new ArrayList<>()).add(attempt);
    return attempt;
  }

  public void deleted(String id) {
    deleted.put(id, clock.instant());
  }

  /** Called when a record was read. */
  public void read(String owner, String id, Instant since) {
    listed(owner, List.of(id));
    Instant gone = deleted.get(id);
    if (gone != null && gone.isBefore(since)) {
      report.broken(Promise.STAYS_DELETED, id + " was read after its deletion");
    }
  }

  /** Called with the ids in a response. */
  public void listed(String owner, Collection<String> ids) {
    for (String id : ids) {
      boolean isOwn =
          sent.getOrDefault(id, List.of()).stream().anyMatch(it -> owner.equals(it.owner()));
      if (!isOwn) {
        report.broken(Promise.PRIVATE, id + " was shown to somebody else");
      }
    }
  }

  /** Called with the status of the response to another owner's cursor. */
  public void foreignCursorSent(int status) {
    if (status < 400) {
      report.broken(Promise.CURSOR, "the cursor of another owner was answered with " + status);
    }
  }

  /** Called for each change of the ledger's table, or once for each item that it contains. */
  public void changed(Change change) {
    if (change.id().startsWith("day#")) {
      return;
    }
    Map<String, AttributeValue> before = change.before();
    Map<String, AttributeValue> after = change.after();
    String id = change.id();
    if (after == null) {
      report.broken(Promise.RECORDED, id + " was removed with its id");
      return;
    }
    boolean wasLive = before != null && before.containsKey("digits");
    boolean isLive = after.containsKey("digits");
    if (!isLive) {
      records.compute(
          id,
          (of, it) ->
              it == null
                  ? new RecordState(prediction(id, after), new TreeMap<>(), true)
                  : new RecordState(it.prediction, it.labels, true));
      return;
    }
    if (before != null && !wasLive) {
      report.broken(Promise.STAYS_DELETED, id + " came back");
    } else if (before != null && !withoutCorrection(before).equals(withoutCorrection(after))) {
      report.broken(Promise.RECORDED_ONCE, id + " was overwritten");
    }
    records.put(id, new RecordState(prediction(id, after), labels(after), false));
  }

  private Prediction prediction(String id, Map<String, AttributeValue> item) {
    String time = item.getOrDefault("time", AttributeValue.fromS("")).s();
    List<Prediction> variants = sent.getOrDefault(id, List.of());
    return variants.stream()
        .filter(it ->
            variants.size() == 1 || (it.time().toString().equals(time) && hasDigits(item, it)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody sent the record " + id));
  }

  /**
   * Whether an item, unless it is deleted, has the digits of a prediction. Several may be sent
   * under one id in the same millisecond.
   */
  private static boolean hasDigits(Map<String, AttributeValue> item, Prediction prediction) {
    return !item.containsKey("digits")
        || item.get("digits").l().stream()
            .map(digit -> requireNonNull(digit.m().get("probabilities")).b().asByteBuffer())
            .toList()
            .equals(
                prediction.digits().stream()
                    .map(digit -> packed(digit.probabilities().values()))
                    .toList());
  }

  private static ByteBuffer packed(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static Map<String, AttributeValue> withoutCorrection(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> rest = new HashMap<>(item);
    rest.keySet().removeAll(CORRECTION_ATTRIBUTES);
    return rest;
  }

  private static NavigableMap<Integer, Integer> labels(Map<String, AttributeValue> item) {
    NavigableMap<Integer, Integer> labels = new TreeMap<>();
    List<AttributeValue> all = item.containsKey("labels") ? item.get("labels").l() : List.of();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).n() != null) {
        labels.put(i, Integer.valueOf(all.get(i).n()));
      }
    }
    return labels;
  }

  /**
   * Checks what can be checked once everything has settled.
   *
   * @param deadLetters the bodies in the dead-letter queue
   * @param counts the counts of all days of the history
   */
  public void conclude(List<String> deadLetters, List<DayCounts> counts) {
    Set<String> dead = new HashSet<>();
    deadLetters.forEach(body -> dead.add(Prediction.ofJson(body).id()));
    for (String id : acknowledged) {
      if (!records.containsKey(id) && !dead.contains(id)) {
        report.broken(
            Promise.RECORDED, id + " is neither in the ledger nor in the dead-letter queue");
      }
    }
    for (String id : deleted.keySet()) {
      if (!requireNonNull(records.get(id), id).isDeleted) {
        report.broken(Promise.STAYS_DELETED, id + " is still in the ledger");
      }
    }
    Map<LocalDate, DayCounts> expected = new TreeMap<>();
    for (RecordState record : records.values()) {
      DayCounts of = counts(record);
      expected.merge(of.day(), of, DayCounts::plus);
    }
    for (DayCounts day : counts) {
      DayCounts of = expected.getOrDefault(day.day(), DayCounts.none(day.day()));
      if (!of.equals(day)) {
        report.broken(Promise.COUNTED, "expected " + of + " but got " + day);
      }
    }
    records.forEach((id, record) -> {
      if (!record.isDeleted && !isExplained(record, corrections.getOrDefault(id, List.of()))) {
        report.broken(
            Promise.CORRECTED, id + " has the labels " + record.labels + " of an earlier request");
      }
    });
  }

  private static DayCounts counts(RecordState record) {
    DayCounts counts = DayCounts.of(record.prediction);
    if (record.labels.isEmpty()) {
      return counts;
    }
    LedgerEntry entry = new LedgerEntry(record.prediction, Instant.EPOCH);
    Correction correction = new Correction(record.labels, Instant.EPOCH);
    return counts.plus(
        entry.countsAddedBy(
            new LedgerEntry(record.prediction, Instant.EPOCH, correction, Instant.EPOCH)));
  }

  /**
   * Returns whether some order of the requests leads to these labels; those that overlap may take
   * effect in any order.
   */
  private static boolean isExplained(RecordState record, List<CorrectionAttempt> attempts) {
    List<CorrectionAttempt> done = attempts.stream().filter(it -> it.end != null).toList();
    return (record.labels.isEmpty() && done.isEmpty())
        || attempts.stream()
            .filter(it -> it.labels.equals(record.labels))
            .anyMatch(it -> done.stream().noneMatch(it::precedes));
  }

  /**
   * Checks the dead-letter queue after a run of its schedule without faults.
   *
   * @param deadLetters the bodies in the queue
   */
  public void concludeDeadLetters(List<String> deadLetters) {
    for (String body : deadLetters) {
      report.broken(Promise.NO_COPY, Prediction.ofJson(body).id() + " is still there");
    }
  }

  /** Checks the complete list of an owner's records once everything has settled. */
  public void concludeList(String owner, List<String> ids) {
    List<String> expected =
        records.entrySet().stream()
            .filter(entry -> owner.equals(entry.getValue().prediction.owner()))
            .filter(entry -> !entry.getValue().isDeleted)
            .map(Map.Entry::getKey)
            .toList();
    if (!ids.stream().sorted().toList().equals(expected)) {
      report.broken(Promise.LISTED, "expected the list " + expected + " but got " + ids);
    }
  }
}
