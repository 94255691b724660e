package dev.cirrus.runs;

import java.util.ArrayList;
import java.util.List;

/** Asks for a job that continues training the model in the run's folder with corrections. */
public record TrainingJobRequest(String run, ExportedCorrections corrections) {
  /**
   * The command line arguments of the job, the same on AWS and on one machine.
   *
   * @param store the URI of the run files, as the job sees it, with a slash at the end
   * @param data the URI of the base data; empty if the job downloads it
   */
  public List<String> arguments(String store, String data) {
    List<String> arguments = new ArrayList<>();
    if (!data.isEmpty()) {
      arguments.addAll(List.of("--data", data));
    }
    arguments.addAll(
        List.of(
            "--continue",
            store + RunFiles.base(run),
            "--corrections",
            store + corrections.key(),
            "--output",
            store + RunFiles.job(run)));
    return arguments;
  }
}
