package dev.cirrus.runs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps what is written of a run in step with its job. */
public final class RunWatch {
  /** A run as it is now, and its job's status where it was asked for. */
  public record Sight(Run run, Optional<JobStatus> job) {}

  private final RunStore store;
  private final TrainingJobs jobs;
  private final InstantSource clock;

  public RunWatch(RunStore store, TrainingJobs jobs, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Asks after a run's job, if it has one that may still change, and writes down what became of it.
   * A job that is done changes nothing here: what it made is the gate's.
   */
  public Sight look(Run run) {
    String job = run.job();
    boolean working =
        run.state() instanceof RunState.Queued || run.state() instanceof RunState.Running;
    if (job == null || !working) {
      return new Sight(run, Optional.empty());
    }
    JobStatus status = jobs.look(run.id(), job);
    Instant now = clock.instant();
    Run next =
        switch (status) {
          case JobStatus.Waiting w -> run;
          case JobStatus.Running r -> running(run, now);
          case JobStatus.Succeeded s -> running(run, now);
          case JobStatus.Failed f -> run.in(new RunState.Failed(f.log()), now);
        };
    return new Sight(next.equals(run) ? run : written(next), Optional.of(status));
  }

  /** Writes a run that may have ended, and opens the lock if it did; gives way to a faster one. */
  public Run written(Run next) {
    Run stands =
        store.write(next)
            ? next
            : store
                .find(next.id())
                .orElseThrow(() -> new IllegalStateException("A run has gone: " + next.id()));
    if (!stands.state().open()) {
      store.unlock(stands.id());
    }
    return stands;
  }

  private static Run running(Run run, Instant now) {
    return run.state() instanceof RunState.Queued ? run.in(new RunState.Running(), now) : run;
  }
}
