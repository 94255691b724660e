package dev.cirrus.runs;

import java.util.OptionalDouble;

/** How a training job is getting on. */
public sealed interface JobStatus {
  /** So much of a log's end is shown, in bytes. */
  int LOG_END = 4_000;

  /** It waits for machines. */
  record Waiting() implements JobStatus {}

  /**
   * It runs.
   *
   * @param progress how much of it is done, from 0 to 1, if it says so
   * @param log the log's end, where it can be read
   */
  record Running(OptionalDouble progress, String log) implements JobStatus {}

  /** It is done: its candidate lies in the run's folder. */
  record Succeeded() implements JobStatus {}

  /** It died. */
  record Failed(String log) implements JobStatus {}
}
