package dev.cirrus.runs;

import dev.cirrus.models.ModelPointer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A training run. Immutable: a change is a copy with the next revision, which the store accepts
 * only if it still holds the revision before.
 *
 * @param needsApproval whether an administrator decides after the gate
 * @param base the model that the job continues from
 * @param corrections the training data, once it is exported
 * @param job the id of the job, once it is started
 * @param report the results of the gate, as JSON
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

  /** A new run. */
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

  public Run withCorrections(ExportedCorrections exported, Instant now) {
    return next(exported, job, state, report, now);
  }

  public Run withJob(String started, Instant now) {
    return next(corrections, started, state, report, now);
  }

  public Run withState(RunState changed, Instant now) {
    return next(corrections, job, changed, report, now);
  }

  public Run withReport(String found, Instant now) {
    return next(corrections, job, state, found, now);
  }

  private Run next(
      @Nullable ExportedCorrections nextCorrections,
      @Nullable String nextJob,
      RunState nextState,
      @Nullable String nextReport,
      Instant now) {
    return new Run(
        id,
        trigger,
        needsApproval,
        createdAt,
        now,
        base,
        nextCorrections,
        nextJob,
        nextState,
        nextReport,
        revision + 1);
  }
}
