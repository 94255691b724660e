package dev.cirrus.runs;

/** Where training jobs run. What cannot be reached for now throws, and may be asked again. */
public interface TrainingJobs {
  /**
   * Starts a run's job. Asked again for the same run, it starts no second one.
   *
   * @return the job's id
   * @throws JobRefusedException if it would be refused however often it were asked
   */
  String start(TrainingJobRequest request);

  /** How a run's job is getting on. */
  JobStatus status(String run, String job);
}
