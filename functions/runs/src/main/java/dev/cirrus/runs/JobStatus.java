package dev.cirrus.runs;

import java.util.OptionalDouble;

/** The status of a training job. */
public sealed interface JobStatus {
  /** How many bytes of a log's end are shown. */
  int LOG_END = 4_000;

  /** The job waits for machines. */
  record Waiting() implements JobStatus {}

  /**
   * The job is running.
   *
   * @param progress the finished part, from 0 to 1, if it is known
   * @param log the end of the log, if it can be read
   */
  record Running(OptionalDouble progress, String log) implements JobStatus {}

  /** The job is done, and the candidate is in the run's folder. */
  record Succeeded() implements JobStatus {}

  /** The job failed. */
  record Failed(String log) implements JobStatus {}
}
