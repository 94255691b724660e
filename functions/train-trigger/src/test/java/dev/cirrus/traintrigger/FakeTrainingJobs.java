package dev.cirrus.traintrigger;

import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Jobs that only say that they were started; what becomes of them is for the test to say. */
final class FakeTrainingJobs implements TrainingJobs {
  final Map<String, TrainingJobRequest> started = new LinkedHashMap<>();
  JobStatus status = new JobStatus.Waiting();
  Optional<RuntimeException> next = Optional.empty();

  /** The next start fails so. */
  void fail(RuntimeException failure) {
    next = Optional.of(failure);
  }

  /** The next start is refused. */
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
  public JobStatus status(String run, String job) {
    return status;
  }
}
