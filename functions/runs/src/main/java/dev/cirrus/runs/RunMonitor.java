package dev.cirrus.runs;

import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Keeps the stored state of a run in step with its job, and counts the runs that end. */
public final class RunMonitor {
  private final RunStore store;
  private final TrainingJobs jobs;
  private final InstantSource clock;
  private final Telemetry telemetry;

  public RunMonitor(RunAdapters adapters, InstantSource clock, Telemetry telemetry) {
    this.store = adapters.store();
    this.jobs = adapters.jobs();
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /**
   * Reads the status of a run's job, if it has one that may still change, and stores the state that
   * follows from it. A succeeded job leaves the run running: the gate decides what follows.
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

  /**
   * Stores a run and releases its lock if it has ended.
   *
   * @return the stored run: another one if a concurrent caller stored its change first
   */
  public Run save(Run next) {
    boolean written = store.write(next);
    Run stored =
        written
            ? next
            : store
                .find(next.id())
                .orElseThrow(() -> new IllegalStateException("The run is missing: " + next.id()));
    if (written) {
      count(next.state());
    }
    if (!stored.state().isOpen()) {
      store.unlock(stored.id());
    }
    return stored;
  }

  /** Alarms watch these metrics: nobody may be looking at a run that a schedule started. */
  private void count(RunState state) {
    switch (state) {
      case RunState.Failed f -> telemetry.measure(Metric.count("FailedRuns", 1));
      case RunState.Refused r -> telemetry.measure(Metric.count("RefusedRuns", 1));
      case RunState.Promoted p -> telemetry.measure(Metric.count("PromotedRuns", 1));
      case RunState.Queued q -> {}
      case RunState.Running r -> {}
      case RunState.Gate g -> {}
      case RunState.Promoting p -> {}
      case RunState.Passed p -> {}
      case RunState.Cancelled c -> {}
    }
  }

  private static Run running(Run run, Instant now) {
    return run.state() instanceof RunState.Queued
        ? run.withState(new RunState.Running(), now)
        : run;
  }
}
