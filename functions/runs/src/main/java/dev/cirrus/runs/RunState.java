package dev.cirrus.runs;

import dev.cirrus.models.ModelPointer;
import java.util.List;

/** The state of a run, which ends as promoted, refused, cancelled or failed. */
public sealed interface RunState {
  /** The corrections are being exported, or the job waits for machines. */
  record Queued() implements RunState {}

  /** The job is running. */
  record Running() implements RunState {}

  /** The job has succeeded, and the candidate is being measured. */
  record Gate() implements RunState {}

  /**
   * The candidate passed the gate, and the pointer is being moved to it. The decision is stored
   * before the pointer moves, so that whoever continues after a crash does not decide otherwise.
   */
  record Promoting(ModelPointer candidate, ModelPointer replaced) implements RunState {}

  /** The candidate passed the gate, and an administrator decides whether it is promoted. */
  record Passed(ModelPointer candidate, ModelPointer measuredAgainst) implements RunState {}

  /** The candidate replaced the current model. */
  record Promoted(ModelPointer model, ModelPointer replaced) implements RunState {}

  /** The candidate failed the gate, for these reasons. */
  record Refused(List<String> reasons) implements RunState {
    public Refused {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("expected at least one reason");
      }
    }
  }

  /** An administrator ended the run before its candidate passed the gate. */
  record Cancelled() implements RunState {}

  /** There is no candidate: the job failed or was never started. */
  record Failed(String log) implements RunState {}

  /** Whether the run holds the lock. */
  default boolean isOpen() {
    return switch (this) {
      case Queued q -> true;
      case Running r -> true;
      case Gate g -> true;
      case Promoting p -> true;
      case Passed p -> false;
      case Promoted p -> false;
      case Refused r -> false;
      case Cancelled c -> false;
      case Failed f -> false;
    };
  }
}
