package dev.cirrus.runs;

import dev.cirrus.classifier.ModelPointer;
import java.util.Optional;

/** The pointer of one process; for tests and rehearsals. */
public final class InMemoryCurrentModel implements CurrentModel {
  private Optional<Seen> current = Optional.empty();
  private int moves;

  @Override
  public synchronized Optional<Seen> read() {
    return current;
  }

  @Override
  public synchronized boolean move(Optional<Seen> seen, ModelPointer next) {
    if (!current.map(Seen::mark).equals(seen.map(Seen::mark))) {
      return current.map(Seen::pointer).equals(Optional.of(next));
    }
    moves++;
    current = Optional.of(new Seen(next, Integer.toString(moves)));
    return true;
  }
}
