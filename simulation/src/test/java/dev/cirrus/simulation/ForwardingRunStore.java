package dev.cirrus.simulation;

import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forwards all calls to a store; a mutant overrides some. */
class ForwardingRunStore implements RunStore {
  private final RunStore store;

  ForwardingRunStore(RunStore store) {
    this.store = store;
  }

  @Override
  public Optional<Run> find(String id) {
    return store.find(id);
  }

  @Override
  public List<Run> newest(int limit) {
    return store.newest(limit);
  }

  @Override
  public boolean write(Run run) {
    return store.write(run);
  }

  @Override
  public Optional<RunLock> lock() {
    return store.lock();
  }

  @Override
  public boolean create(Run run, @Nullable RunLock expected, RunLock next) {
    return store.create(run, expected, next);
  }

  @Override
  public boolean lock(@Nullable RunLock expected, RunLock next) {
    return store.lock(expected, next);
  }

  @Override
  public void unlock(String run) {
    store.unlock(run);
  }
}
