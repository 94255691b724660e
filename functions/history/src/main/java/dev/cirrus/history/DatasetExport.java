package dev.cirrus.history;

import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.ledger.LedgerPage;
import org.jspecify.annotations.Nullable;

/**
 * A part of an owner's corrected digits, newest first, that fits into one response.
 *
 * @param next the id after which the next part continues, or null if this is the last
 */
record DatasetExport(String text, @Nullable String next) {
  /** Lambda's responses hold 6 MB including JSON's escapes; this leaves room for those. */
  private static final int MAX_CHARACTERS = 4_000_000;

  private static final int PAGE_SIZE = 250;

  /** Bounds the time of a response where few entries are corrected. */
  private static final int MAX_PAGES = 6;

  static DatasetExport read(
      Ledger ledger, String owner, DatasetFormat format, @Nullable String after) {
    StringBuilder text = new StringBuilder(format.header());
    String last = after;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      LedgerPage page = ledger.page(owner, Selection.CORRECTED, last, PAGE_SIZE);
      for (LedgerEntry entry : page.entries()) {
        String rows = format.rows(entry);
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
