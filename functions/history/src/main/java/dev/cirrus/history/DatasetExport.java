package dev.cirrus.history;

import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.ledger.LedgerPage;
import org.jspecify.annotations.Nullable;

/**
 * As many of an owner's corrected digits as one answer holds, newest first.
 *
 * @param next the id behind which it goes on, or none
 */
record DatasetExport(String text, @Nullable String next) {
  /** Lambda's answers hold 6 MB, after what JSON needs for quoting; this leaves room. */
  private static final int MAX_CHARACTERS = 4_000_000;

  private static final int ENTRIES_AT_ONCE = 250;

  /** Where hardly anything is corrected, an answer ends before its time does. */
  private static final int MAX_READS = 6;

  static DatasetExport read(
      Ledger ledger, String owner, DatasetFormat form, @Nullable String after) {
    StringBuilder text = new StringBuilder(form.head());
    String last = after;
    for (int reads = 0; reads < MAX_READS; reads++) {
      LedgerPage page = ledger.page(owner, Selection.CORRECTED, last, ENTRIES_AT_ONCE);
      for (LedgerEntry entry : page.entries()) {
        String rows = form.rows(entry);
        if (text.length() + rows.length() > MAX_CHARACTERS) {
          return new DatasetExport(text.toString(), last);
        }
        text.append(rows);
        last = entry.prediction().id();
      }
      last = page.next();
      if (last == null) {
        return new DatasetExport(text.toString(), null);
      }
    }
    return new DatasetExport(text.toString(), last);
  }
}
