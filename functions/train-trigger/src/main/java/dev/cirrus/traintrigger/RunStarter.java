package dev.cirrus.traintrigger;

import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ServingModel;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.Run;
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
 * Begins runs, one at a time.
 *
 * <p>Who begins a run writes it and the lock in one step, so of two only one does. A lock is held
 * for as long as the next step may take, and renewed at each. If a trigger dies on the way, its
 * lock runs out, and the next trigger carries that run on where it stopped, under the same id:
 * whatever had been begun of it is begun only once.
 */
final class RunStarter {
  /** How long exporting and starting may take; no function lives longer. */
  static final Duration STARTING = Duration.ofMinutes(3);

  /** How long a job may take, its gate included, before another may run. */
  static final Duration WORKING = Duration.ofHours(4);

  private final RunStore store;
  private final RunMonitor monitor;
  private final TrainingJobs jobs;
  private final ModelRegistry models;
  private final RunFiles files;
  private final CorrectionExporter corrected;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final int enough;

  /**
   * @param enough how many new corrections start a run on their own; 0 for none
   */
  RunStarter(
      RunStore store,
      TrainingJobs jobs,
      ModelRegistry models,
      RunFiles files,
      CorrectionExporter corrected,
      Supplier<String> ids,
      InstantSource clock,
      int enough) {
    this.store = store;
    this.monitor = new RunMonitor(store, jobs, clock);
    this.jobs = jobs;
    this.models = models;
    this.files = files;
    this.corrected = corrected;
    this.ids = ids;
    this.clock = clock;
    this.enough = enough;
  }

  /** Begins a run, or carries on one that was left behind. */
  StartResult start(RunTrigger trigger, boolean needsApproval) {
    RunLock seen = store.lock().orElse(null);
    if (seen != null) {
      Run holder = monitor.refresh(held(seen)).run();
      if (holder.state().isOpen()) {
        return seen.isHeldAt(clock.instant())
            ? new StartResult.AlreadyRunning(holder)
            : carryOn(holder, seen);
      }
      // It has ended just now, or its lock was left closed: it is open to the next.
      store.unlock(seen.run());
    }
    int needed = needed(trigger);
    int count = needed == 0 ? 0 : newCorrections(needed);
    if (count < needed) {
      return new StartResult.TooFewCorrections(count, needed);
    }
    return begin(trigger, needsApproval);
  }

  private StartResult begin(RunTrigger trigger, boolean needsApproval) {
    Instant now = clock.instant();
    ServingModel serving = models.serving();
    Run run = Run.queued(ids.get(), trigger, needsApproval, serving.pointer(), now);
    RunLock lock = new RunLock(run.id(), now.plus(STARTING));
    if (!store.create(run, null, lock)) {
      return new StartResult.AlreadyRunning(monitor.refresh(held(store.lock().orElse(lock))).run());
    }
    files.writeBase(run.id(), serving.model());
    return new StartResult.Started(launch(run, lock));
  }

  private StartResult carryOn(Run run, RunLock seen) {
    RunLock lock = new RunLock(run.id(), clock.instant().plus(STARTING));
    if (!store.lock(seen, lock)) {
      return new StartResult.AlreadyRunning(held(seen));
    }
    if (run.state() instanceof RunState.Gate) {
      // Whoever measures has its own lock for longer than a function lives: nobody does any more.
      return new StartResult.AlreadyRunning(
          fail(run, "Its candidate could not be measured: see what promote logged."));
    }
    if (run.job() != null) {
      // It works longer than it should; the engine's own limit ends it.
      return new StartResult.AlreadyRunning(run);
    }
    ServingModel serving = models.serving();
    if (!serving.pointer().equals(run.base())) {
      return new StartResult.AlreadyRunning(
          fail(run, "It was left behind, and another model serves by now: start a new one."));
    }
    files.writeBase(run.id(), serving.model());
    return new StartResult.Started(launch(run, lock));
  }

  /** Exports what was corrected, unless that is done, and starts the job. */
  private Run launch(Run begun, RunLock lock) {
    Run run = begun;
    ExportedCorrections corrections = run.corrections();
    if (corrections == null) {
      corrections = corrected.export(run.id());
      run = monitor.save(run.with(corrections, clock.instant()));
    }
    String job;
    try {
      job = jobs.start(new TrainingJobRequest(run.id(), corrections));
    } catch (JobRefusedException e) {
      return fail(run, String.valueOf(e.getMessage()));
    }
    Instant now = clock.instant();
    // Whoever took the lock over meanwhile carries the same run on.
    store.lock(lock, new RunLock(run.id(), now.plus(WORKING)));
    return monitor.save(run.withJob(job, now));
  }

  private Run fail(Run run, String log) {
    return monitor.save(run.withState(new RunState.Failed(log), clock.instant()));
  }

  private Run held(RunLock lock) {
    return store
        .find(lock.run())
        .orElseThrow(() -> new IllegalStateException("The lock's run is gone: " + lock.run()));
  }

  private int needed(RunTrigger trigger) {
    return switch (trigger) {
      case MANUAL -> 0;
      case SCHEDULE -> 1;
      case CORRECTIONS -> enough == 0 ? Integer.MAX_VALUE : enough;
    };
  }

  private int newCorrections(int upTo) {
    List<Run> last = store.newest(1);
    Instant since = last.isEmpty() ? Instant.EPOCH : last.getFirst().createdAt();
    return corrected.since(since, upTo);
  }

  /** A run as it is now, its job asked after. */
  Optional<RunSnapshot> look(String id) {
    return store.find(id).map(monitor::refresh);
  }

  /** The last runs, newest first; the one that is open as it is now. */
  List<RunSnapshot> runs(int limit) {
    return store.newest(limit).stream().map(monitor::refresh).toList();
  }
}
