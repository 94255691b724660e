package dev.cirrus.ledger;

import dev.cirrus.prediction.Prediction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prediction in the ledger, with its owner's correction.
 *
 * @param expires when it is deleted, in whole seconds as DynamoDB's time to live
 * @param correction the last correction, or null
 * @param firstCorrectedAt when it was first corrected, even if that was withdrawn since, or null
 */
public record LedgerEntry(
    Prediction prediction,
    Instant expires,
    @Nullable Correction correction,
    @Nullable Instant firstCorrectedAt) {
  public LedgerEntry {
    expires = expires.truncatedTo(ChronoUnit.SECONDS);
    if (correction != null && correction.labels().lastKey() >= prediction.digits().size()) {
      throw new IllegalArgumentException(
          "expected labels for the "
              + prediction.digits().size()
              + " digits but got "
              + correction.labels());
    }
  }

  /** Creates an entry that was never corrected. */
  public LedgerEntry(Prediction prediction, Instant expires) {
    this(prediction, expires, null, null);
  }

  /**
   * Applies an owner's labels: the rule that every ledger follows. An entry that has these labels
   * already is returned unchanged, with the time of its first correction.
   */
  public CorrectionResult correct(Labels labels, Instant at) {
    if (!labels.fit(prediction.digits().size())) {
      return new CorrectionResult.LabelCountMismatch(prediction.digits().size());
    }
    if (labels.byPosition().equals(correction == null ? Map.of() : correction.labels())) {
      return new CorrectionResult.Corrected(this);
    }
    return new CorrectionResult.Corrected(
        new LedgerEntry(
            prediction,
            expires,
            labels.byPosition().isEmpty() ? null : new Correction(labels.byPosition(), at),
            firstCorrectedAt == null ? at : firstCorrectedAt));
  }

  /** Returns what correcting this entry to {@code corrected} adds to its day's counts. */
  public DayCounts countsAddedBy(LedgerEntry corrected) {
    DayCounts none = DayCounts.none(DayCounts.of(prediction).day());
    return new DayCounts(none.day(), none.digits(), 0, corrected.misread() - misread());
  }

  /** Returns whether the entry belongs to this owner; one without an owner belongs to nobody. */
  public boolean belongsTo(String owner) {
    return owner.equals(prediction.owner());
  }

  /** Counts the digits whose label differs from what the model read. */
  private int misread() {
    if (correction == null) {
      return 0;
    }
    return (int)
        correction.labels().entrySet().stream()
            .filter(label -> label.getValue() != prediction.digits().get(label.getKey()).digit())
            .count();
  }
}
