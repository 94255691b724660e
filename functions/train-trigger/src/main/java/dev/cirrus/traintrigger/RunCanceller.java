package dev.cirrus.traintrigger;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunMonitor;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.TrainingJobs;
import java.time.InstantSource;
import java.util.List;

/** Ends runs at the request of an administrator. */
final class RunCanceller {
  private final RunStore store;
  private final RunMonitor monitor;
  private final TrainingJobs jobs;
  private final InstantSource clock;

  RunCanceller(RunAdapters adapters, RunMonitor monitor, InstantSource clock) {
    this.store = adapters.store();
    this.jobs = adapters.jobs();
    this.monitor = monitor;
    this.clock = clock;
  }

  /**
   * Cancels an open run, or refuses the candidate of a run that awaits promotion.
   *
   * @throws ProblemException if the run has ended, or can't be cancelled at this moment
   */
  Run cancel(Run run) {
    return switch (run.state()) {
      case RunState.Queued q -> stop(run);
      case RunState.Running r -> stop(run);
      // The gate stores its decision only if the run has not changed meanwhile.
      case RunState.Gate g -> end(run, new RunState.Cancelled());
      case RunState.Passed p ->
          end(run, new RunState.Refused(List.of("An administrator refused the candidate.")));
      case RunState.Promoting p ->
          throw conflict("The candidate is being promoted: roll back afterwards.");
      case RunState.Promoted p -> throw ended();
      case RunState.Refused r -> throw ended();
      case RunState.Cancelled c -> throw ended();
      case RunState.Failed f -> throw ended();
    };
  }

  private Run stop(Run run) {
    String job = run.job();
    if (job != null) {
      // Before the state is stored, so that no job continues whose run has ended.
      jobs.cancel(run.id(), job);
    } else if (store.lock().filter(lock -> lock.isHeldAt(clock.instant())).isPresent()) {
      throw conflict("The run is being started: try again in a moment.");
    }
    return end(run, new RunState.Cancelled());
  }

  private Run end(Run run, RunState state) {
    Run next = run.withState(state, clock.instant());
    if (!monitor.save(next).equals(next)) {
      throw conflict("The run has changed at the same time: try again.");
    }
    return next;
  }

  private static ProblemException ended() {
    return conflict("The run has ended.");
  }

  private static ProblemException conflict(String detail) {
    return new ProblemException(ProblemType.CONFLICT, detail);
  }
}
