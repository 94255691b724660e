package dev.cirrus.runs;

/** Runs training jobs. Throws if the training engine is unavailable: try again later. */
public interface TrainingJobs {
  /**
   * Starts a run's job, unless it was started before.
   *
   * @return the job's id
   * @throws JobRefusedException if the training engine refuses the job
   */
  String start(TrainingJobRequest request);

  /** Stops a run's job unless it has ended. */
  void cancel(String run, String job);

  /** The status of a run's job. */
  JobStatus status(String run, String job);
}
