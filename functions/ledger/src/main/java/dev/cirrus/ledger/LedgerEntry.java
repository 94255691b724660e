package dev.cirrus.ledger;

import dev.cirrus.prediction.Prediction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as the ledger keeps it: until when (to the second, as DynamoDB's time to live is),
 * and what its owner said of it, if anything.
 */
public record LedgerEntry(Prediction prediction, Instant expires, @Nullable Correction correction) {
  public LedgerEntry {
    expires = expires.truncatedTo(ChronoUnit.SECONDS);
    if (correction != null && correction.labels().size() != prediction.digits().size()) {
      throw new IllegalArgumentException("As many labels as digits are needed");
    }
  }

  /** The same, as its owner corrected it. */
  public LedgerEntry with(Correction made) {
    return new LedgerEntry(prediction, expires, made);
  }

  boolean belongsTo(String owner) {
    return owner.equals(prediction.owner());
  }

  boolean says(List<Integer> labels) {
    return correction != null && correction.labels().equals(labels);
  }

  /** How many digits were read otherwise than their owner says they are. */
  int misread() {
    if (correction == null) {
      return 0;
    }
    int misread = 0;
    for (int i = 0; i < correction.labels().size(); i++) {
      if (correction.labels().get(i) != prediction.digits().get(i).digit()) {
        misread++;
      }
    }
    return misread;
  }
}
