package dev.cirrus.traintrigger;

import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Training jobs that only record their start; the test sets their status. */
final class FakeTrainingJobs implements TrainingJobs {
  final Map<String, TrainingJobRequest> started = new LinkedHashMap<>();
  final List<String> cancelled = new ArrayList<>();
  JobStatus status = new JobStatus.Waiting();
  Optional<RuntimeException> next = Optional.empty();

  /** Makes the next start fail. */
  void fail(RuntimeException failure) {
    next = Optional.of(failure);
  }

  /** Refuses the next start. */
  void refuse(String why) {
    fail(new JobRefusedException(why, new IllegalStateException(why)));
  }

  @Override
  public synchronized String start(TrainingJobRequest request) {
    Optional<RuntimeException> failure = next;
    next = Optional.empty();
    failure.ifPresent(thrown -> {
      throw thrown;
    });
    started.putIfAbsent(request.run(), request);
    return "job-" + request.run();
  }

  @Override
  public void cancel(String run, String job) {
    cancelled.add(job);
  }

  @Override
  public JobStatus status(String run, String job) {
    return status;
  }
}
