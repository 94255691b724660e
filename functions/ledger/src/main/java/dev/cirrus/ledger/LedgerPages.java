package dev.cirrus.ledger;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates over pages, reading each when it is needed. */
final class LedgerPages implements Iterator<LedgerPage> {
  /** Reads the page after an id, or the first page for null. */
  interface Source {
    LedgerPage after(@Nullable String id);
  }

  private final Source source;
  private @Nullable String next;
  private boolean started;

  LedgerPages(Source source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    return !started || next != null;
  }

  @Override
  public LedgerPage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LedgerPage page = source.after(next);
    next = page.next();
    started = true;
    return page;
  }
}
