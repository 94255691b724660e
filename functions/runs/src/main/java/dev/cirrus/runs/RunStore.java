package dev.cirrus.runs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores training runs and the lock that lets only one of them be open.
 *
 * <p>A write that finds exactly its own content in the store has succeeded: an earlier attempt may
 * have lost its response.
 */
public interface RunStore {
  Optional<Run> find(String id);

  /** The newest runs, the newest first. */
  List<Run> newest(int limit);

  /**
   * Writes a run if its previous revision is stored; the first revision, if none is.
   *
   * @return false if another caller wrote first: read the run again
   */
  boolean write(Run run);

  Optional<RunLock> lock();

  /**
   * Writes a run's first revision and its lock in one transaction, if the lock is the expected one.
   *
   * @param expected null if there is no lock
   * @return false if another caller was first
   */
  boolean create(Run run, @Nullable RunLock expected, RunLock next);

  /**
   * Replaces the lock if it is the expected one.
   *
   * @param expected null if there is no lock
   * @return false if another caller was first
   */
  boolean lock(@Nullable RunLock expected, RunLock next);

  /** Releases the lock if this run holds it. */
  void unlock(String run);
}
