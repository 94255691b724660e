package dev.cirrus.ledger;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One page after another, each asked for when it is needed. */
final class LedgerPages implements Iterator<LedgerPage> {
  /** Asks for the page after an id, or the first. */
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
