package dev.cirrus.runs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps what is written of a run in step with its job. */
public final class RunMonitor {
  private final RunStore store;
  private final TrainingJobs jobs;
  private final InstantSource clock;

  public RunMonitor(RunStore store, TrainingJobs jobs, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Asks after a run's job, if it has one that may still change, and writes down what became of it.
   * A job that is done changes nothing here: what it made is the gate's.
   */
  public RunSnapshot refresh(Run run) {
    String job = run.job();
    boolean working =
        run.state() instanceof RunState.Queued || run.state() instanceof RunState.Running;
    if (job == null || !working) {
      return new RunSnapshot(run, Optional.empty());
    }
    JobStatus status = jobs.status(run.id(), job);
    Instant now = clock.instant();
    Run next =
        switch (status) {
          case JobStatus.Waiting w -> run;
          case JobStatus.Running r -> running(run, now);
          case JobStatus.Succeeded s -> running(run, now);
          case JobStatus.Failed f -> run.withState(new RunState.Failed(f.log()), now);
        };
    return new RunSnapshot(next.equals(run) ? run : save(next), Optional.of(status));
  }

  /** Writes a run that may have ended, and opens the lock if it did; gives way to a faster one. */
  public Run save(Run next) {
    Run stands =
        store.write(next)
            ? next
            : store
                .find(next.id())
                .orElseThrow(() -> new IllegalStateException("A run has gone: " + next.id()));
    if (!stands.state().isOpen()) {
      store.unlock(stands.id());
    }
    return stands;
  }

  private static Run running(Run run, Instant now) {
    return run.state() instanceof RunState.Queued
        ? run.withState(new RunState.Running(), now)
        : run;
  }
}
