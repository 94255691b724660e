package dev.cirrus.traintrigger;

import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ServingModel;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunMonitor;
import dev.cirrus.runs.RunSnapshot;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.RunTrigger;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Starts training runs, one at a time.
 *
 * <p>A run and the lock are written in one transaction, so only one of several concurrent callers
 * starts a run. The lock expires after the longest time that the next step may take, and each step
 * renews it. If the function dies between two steps, the lock expires, and the next request
 * continues the run under the same id, so that no step happens twice.
 */
final class RunStarter {
  /** The longest time for exporting the corrections and starting the job. */
  static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** The longest time for a job and its gate. */
  static final Duration RUN_LIMIT = Duration.ofHours(4);

  /**
   * The shortest time between two runs that no administrator started. Whoever sends corrections can
   * cause such runs, so this limits what they cost.
   */
  static final Duration MIN_INTERVAL = Duration.ofHours(1);

  /** How many runs are searched for the last one that did not fail. */
  private static final int SEARCHED_RUNS = 100;

  private final RunStore store;
  private final RunMonitor monitor;
  private final TrainingJobs jobs;
  private final ModelRegistry models;
  private final RunFiles files;
  private final CorrectionExporter corrections;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final int correctionsBeforeTraining;

  /**
   * @param correctionsBeforeTraining how many new corrections start a run; 0 if none do
   */
  RunStarter(
      RunAdapters adapters,
      CorrectionExporter corrections,
      Supplier<String> ids,
      InstantSource clock,
      Telemetry telemetry,
      int correctionsBeforeTraining) {
    this.store = adapters.store();
    this.monitor = new RunMonitor(adapters, clock, telemetry);
    this.jobs = adapters.jobs();
    this.models = adapters.models();
    this.files = adapters.files();
    this.corrections = corrections;
    this.ids = ids;
    this.clock = clock;
    this.correctionsBeforeTraining = correctionsBeforeTraining;
  }

  /** Starts a run, or continues one that was interrupted. */
  StartResult start(StartRequest request) {
    RunLock lock = store.lock().orElse(null);
    if (lock != null) {
      Run holder = monitor.refresh(holder(lock)).run();
      if (holder.state().isOpen()) {
        return lock.isHeldAt(clock.instant())
            ? new StartResult.AlreadyRunning(holder)
            : resume(holder, lock);
      }
      // The run has ended, but its lock was not released.
      store.unlock(lock.run());
    }
    return reasonToWait(request.trigger()).orElseGet(() -> begin(request));
  }

  /** Returns why a run with this trigger may not start now; empty if it may. */
  private Optional<StartResult> reasonToWait(RunTrigger trigger) {
    if (trigger == RunTrigger.MANUAL) {
      return Optional.empty();
    }
    if (trigger == RunTrigger.CORRECTIONS && correctionsBeforeTraining == 0) {
      return Optional.of(new StartResult.Disabled());
    }
    List<Run> runs = store.newest(SEARCHED_RUNS);
    if (!runs.isEmpty()) {
      Instant earliest = runs.getFirst().createdAt().plus(MIN_INTERVAL);
      if (clock.instant().isBefore(earliest)) {
        return Optional.of(new StartResult.TooSoon(earliest));
      }
    }
    int needed = trigger == RunTrigger.SCHEDULE ? 1 : correctionsBeforeTraining;
    // A failed or cancelled run has learned nothing, so the corrections that it exported are still
    // new.
    Instant since =
        runs.stream()
            .filter(run ->
                !(run.state() instanceof RunState.Failed)
                    && !(run.state() instanceof RunState.Cancelled))
            .findFirst()
            .map(Run::createdAt)
            .orElse(Instant.EPOCH);
    int count = corrections.countSince(since, needed);
    return count < needed
        ? Optional.of(new StartResult.TooFewCorrections(count, needed))
        : Optional.empty();
  }

  private StartResult begin(StartRequest request) {
    Instant now = clock.instant();
    ServingModel serving = models.serving();
    Run run =
        Run.queued(ids.get(), request.trigger(), request.needsApproval(), serving.pointer(), now);
    RunLock lock = new RunLock(run.id(), now.plus(START_LIMIT));
    if (!store.create(run, null, lock)) {
      return new StartResult.AlreadyRunning(
          monitor.refresh(holder(store.lock().orElse(lock))).run());
    }
    files.writeBase(run.id(), serving.model());
    return new StartResult.Started(launch(run, lock));
  }

  private StartResult resume(Run run, RunLock expired) {
    RunLock lock = new RunLock(run.id(), clock.instant().plus(START_LIMIT));
    if (!store.lock(expired, lock)) {
      return new StartResult.AlreadyRunning(holder(expired));
    }
    if (run.state() instanceof RunState.Gate) {
      // The gate's lock outlives its function, so no gate is at work, and none has decided.
      return new StartResult.AlreadyRunning(
          fail(
              run,
              "failed to measure the candidate: see the log of promote, or on one machine the output of"
                  + " ./cirrus up"));
    }
    if (run.job() != null) {
      // promote moves the pointer, or the training engine's own limit ends the job.
      return new StartResult.AlreadyRunning(run);
    }
    ServingModel serving = models.serving();
    if (!serving.pointer().equals(run.base())) {
      return new StartResult.AlreadyRunning(
          fail(run, "The start was interrupted, and another model serves by now: start a new run"));
    }
    files.writeBase(run.id(), serving.model());
    return new StartResult.Started(launch(run, lock));
  }

  /** Exports the corrections unless that is done, and starts the job. */
  private Run launch(Run started, RunLock lock) {
    Run run = started;
    ExportedCorrections exported = run.corrections();
    if (exported == null) {
      exported = corrections.export(run.id());
      run = monitor.save(run.withCorrections(exported, clock.instant()));
      if (!run.state().isOpen()) {
        return run;
      }
    }
    String job;
    try {
      job = jobs.start(new TrainingJobRequest(run.id(), exported));
    } catch (JobRefusedException e) {
      return fail(run, String.valueOf(e.getMessage()));
    }
    Instant now = clock.instant();
    // If another caller holds the lock by now, it continues this same run.
    store.lock(lock, new RunLock(run.id(), now.plus(RUN_LIMIT)));
    return monitor.save(run.withJob(job, now));
  }

  private Run fail(Run run, String log) {
    return monitor.save(run.withState(new RunState.Failed(log), clock.instant()));
  }

  private Run holder(RunLock lock) {
    return store
        .find(lock.run())
        .orElseThrow(
            () -> new IllegalStateException("The lock names a missing run: " + lock.run()));
  }

  /** The run with this id, its job's status included. */
  Optional<RunSnapshot> find(String id) {
    return store.find(id).map(monitor::refresh);
  }

  /** The newest runs, the newest first. */
  List<RunSnapshot> newest(int limit) {
    return store.newest(limit).stream().map(monitor::refresh).toList();
  }
}
