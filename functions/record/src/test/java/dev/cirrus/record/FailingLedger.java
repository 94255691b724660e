package dev.cirrus.record;

import dev.cirrus.ledger.CorrectionResult;
import dev.cirrus.ledger.DayCounts;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.ledger.LedgerPage;
import dev.cirrus.prediction.Prediction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** A ledger that fails for some predictions and, on demand, for the counts of days. */
final class FailingLedger implements Ledger {
  final Set<String> throttled = new HashSet<>();
  boolean daysFail;
  int dayReads;
  int batches;
  int singles;
  private final Ledger ledger;

  FailingLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Recording record(Prediction prediction, Instant expires) {
    singles++;
    if (throttled.contains(prediction.id())) {
      throw ProvisionedThroughputExceededException.builder().message("slow down").build();
    }
    return ledger.record(prediction, expires);
  }

  @Override
  public boolean recordAll(List<LedgerEntry> entries) {
    batches++;
    if (entries.stream().anyMatch(entry -> throttled.contains(entry.prediction().id()))) {
      throw ProvisionedThroughputExceededException.builder().message("slow down").build();
    }
    return ledger.recordAll(entries);
  }

  @Override
  public Optional<LedgerEntry> find(String owner, String id) {
    return ledger.find(owner, id);
  }

  @Override
  public LedgerPage page(String owner, Selection selection, @Nullable String after, int limit) {
    return ledger.page(owner, selection, after, limit);
  }

  @Override
  public CorrectionResult correct(String owner, String id, Labels labels) {
    return ledger.correct(owner, id, labels);
  }

  @Override
  public boolean delete(String owner, String id) {
    return ledger.delete(owner, id);
  }

  @Override
  public LedgerPage correctedOn(LocalDate day, @Nullable String after, int limit) {
    return ledger.correctedOn(day, after, limit);
  }

  @Override
  public List<LedgerEntry> sample(int limit) {
    return ledger.sample(limit);
  }

  @Override
  public List<DayCounts> days(LocalDate first, LocalDate last) {
    dayReads++;
    if (daysFail) {
      throw ProvisionedThroughputExceededException.builder().message("slow down").build();
    }
    return ledger.days(first, last);
  }
}
