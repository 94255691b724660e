package dev.cirrus.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of entries, newest first.
 *
 * @param next the id after which the next page starts, or null if this is the last
 */
public record LedgerPage(List<LedgerEntry> entries, @Nullable String next) {
  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
