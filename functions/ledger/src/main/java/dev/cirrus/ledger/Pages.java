package dev.cirrus.ledger;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One page after another, each asked for when it is needed. */
final class Pages implements Iterator<Page> {
  /** Asks for the page after an id, or the first. */
  interface Source {
    Page after(@Nullable String id);
  }

  private final Source source;
  private @Nullable String next;
  private boolean started;

  Pages(Source source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    return !started || next != null;
  }

  @Override
  public Page next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Page page = source.after(next);
    next = page.next();
    started = true;
    return page;
  }
}
