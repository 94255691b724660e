package dev.cirrus.runs;

import dev.cirrus.models.ModelPointer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A training run. Immutable: each change is a new one with the next revision, and the store takes
 * it only in the place of the one that it was made from.
 *
 * @param needsApproval whether a person is asked before the candidate serves
 * @param base what it continues from
 * @param corrections what it trains with, once that is exported
 * @param job the job's own id, once it is known
 * @param report what the gate found, as JSON
 */
public record Run(
    String id,
    RunTrigger trigger,
    boolean needsApproval,
    Instant createdAt,
    Instant updatedAt,
    ModelPointer base,
    @Nullable ExportedCorrections corrections,
    @Nullable String job,
    RunState state,
    @Nullable String report,
    int revision) {

  /** A run that is about to be. */
  public static Run queued(
      String id, RunTrigger trigger, boolean needsApproval, ModelPointer base, Instant createdAt) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        createdAt,
        base,
        null,
        null,
        new RunState.Queued(),
        null,
        1);
  }

  public Run with(ExportedCorrections exported, Instant now) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        now,
        base,
        exported,
        job,
        state,
        report,
        revision + 1);
  }

  public Run withJob(String started, Instant now) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        now,
        base,
        corrections,
        started,
        state,
        report,
        revision + 1);
  }

  public Run withState(RunState next, Instant now) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        now,
        base,
        corrections,
        job,
        next,
        report,
        revision + 1);
  }

  public Run withReport(String found, Instant now) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        now,
        base,
        corrections,
        job,
        state,
        found,
        revision + 1);
  }
}
