package dev.cirrus.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some entries, newest first, and the id after which the next ones come, if there may be more. */
public record LedgerPage(List<LedgerEntry> entries, @Nullable String next) {
  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
