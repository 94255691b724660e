package dev.cirrus.runs;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Training runs in memory, for tests. */
public final class InMemoryRunStore implements RunStore {
  private final TreeMap<String, Run> runs = new TreeMap<>();
  private @Nullable RunLock lock;

  @Override
  public synchronized Optional<Run> find(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized List<Run> newest(int limit) {
    return runs.descendingMap().values().stream().limit(limit).toList();
  }

  @Override
  public synchronized boolean write(Run run) {
    Run old = runs.get(run.id());
    if ((old == null ? 0 : old.revision()) != run.revision() - 1) {
      return run.equals(old);
    }
    runs.put(run.id(), run);
    return true;
  }

  @Override
  public synchronized Optional<RunLock> lock() {
    return Optional.ofNullable(lock);
  }

  @Override
  public synchronized boolean create(Run run, @Nullable RunLock seen, RunLock next) {
    if (runs.containsKey(run.id())) {
      return run.equals(runs.get(run.id())) && next.equals(lock);
    }
    return Objects.equals(seen, lock) && lock(seen, next) && write(run);
  }

  @Override
  public synchronized boolean lock(@Nullable RunLock seen, RunLock next) {
    if (!Objects.equals(seen, lock)) {
      return next.equals(lock);
    }
    lock = next;
    return true;
  }

  @Override
  public synchronized void unlock(String run) {
    if (lock != null && lock.run().equals(run)) {
      lock = null;
    }
  }
}
