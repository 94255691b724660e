package dev.cirrus.traintrigger;

import dev.cirrus.runs.Run;

/** What came of asking for a run. */
sealed interface StartResult {
  /** It has begun. */
  record Started(Run run) implements StartResult {}

  /** One runs already: this one. */
  record AlreadyRunning(Run run) implements StartResult {}

  /** Nothing begins before more is corrected. */
  record TooFewCorrections(int corrections, int needed) implements StartResult {}
}
