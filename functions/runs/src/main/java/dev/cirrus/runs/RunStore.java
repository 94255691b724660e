package dev.cirrus.runs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where runs are kept, and the one lock among them.
 *
 * <p>What stands there just as it was to be written counts as written: where an answer is lost,
 * what was written is written again.
 */
public interface RunStore {
  Optional<Run> find(String id);

  /** The last runs, newest first. */
  List<Run> newest(int limit);

  /**
   * Writes a run in the place of its last revision; the first revision, where there is none.
   *
   * @return false if another was faster: read it again
   */
  boolean write(Run run);

  Optional<RunLock> lock();

  /**
   * Writes a run's first revision together with the lock that it takes, in the place of the lock
   * that was seen, or of none: both or neither.
   *
   * @return false if another was faster
   */
  boolean create(Run run, @Nullable RunLock seen, RunLock next);

  /**
   * Puts a lock in the place of the one that was seen, or of none.
   *
   * @return false if another was faster
   */
  boolean lock(@Nullable RunLock seen, RunLock next);

  /** Opens the lock, if that run holds it. */
  void unlock(String run);
}
