package dev.cirrus.traintrigger;

import dev.cirrus.runs.Run;

/** What came of asking for a run. */
sealed interface Start {
  /** It has begun. */
  record Begun(Run run) implements Start {}

  /** One runs already: this one. */
  record Already(Run run) implements Start {}

  /** Nothing begins before more is corrected. */
  record TooFew(int corrections, int needed) implements Start {}
}
