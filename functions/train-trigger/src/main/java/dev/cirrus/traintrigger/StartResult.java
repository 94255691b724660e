package dev.cirrus.traintrigger;

import dev.cirrus.runs.Run;
import java.time.Instant;

/** The result of a request to start a training run. */
sealed interface StartResult {
  /** A run was started, or one that had been interrupted was continued. */
  record Started(Run run) implements StartResult {}

  /** This run is open, so no other was started. */
  record AlreadyRunning(Run run) implements StartResult {}

  /** There are too few new corrections. */
  record TooFewCorrections(int corrections, int needed) implements StartResult {}

  /** The last run was started so recently that only an administrator may start another. */
  record TooSoon(Instant earliest) implements StartResult {}

  /** This deployment does not start runs because of new corrections. */
  record Disabled() implements StartResult {}
}
