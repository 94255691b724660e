package dev.cirrus.runs;

import dev.cirrus.models.ModelPointer;
import java.util.List;

/** Where a run stands. It only ever goes forward, and ends promoted, refused or failed. */
public sealed interface RunState {
  /** Its rows are being exported, or its job waits for machines. */
  record Queued() implements RunState {}

  /** Its job runs. */
  record Running() implements RunState {}

  /** Its job is done, and the candidate is being measured against the model that serves. */
  record Gate() implements RunState {}

  /** The candidate passed the gate, and a person is to say whether it shall serve. */
  record Passed(ModelPointer candidate, ModelPointer measuredAgainst) implements RunState {}

  /** The candidate serves, in the place of another. */
  record Promoted(ModelPointer model, ModelPointer replaced) implements RunState {}

  /** The candidate did not pass the gate. */
  record Refused(List<String> reasons) implements RunState {
    public Refused {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("A refusal gives its reasons");
      }
    }
  }

  /** There is no candidate: the job died, or was never started. */
  record Failed(String log) implements RunState {}

  /** Whether the run still needs the lock. */
  default boolean isOpen() {
    return switch (this) {
      case Queued q -> true;
      case Running r -> true;
      case Gate g -> true;
      case Passed p -> false;
      case Promoted p -> false;
      case Refused r -> false;
      case Failed f -> false;
    };
  }
}
