package dev.cirrus.runs;

import java.util.ArrayList;
import java.util.List;

/** What a training job is to do: continue the model in the run's folder with these corrections. */
public record TrainingJobRequest(String run, ExportedCorrections corrections) {
  /**
   * The job's arguments, the same wherever it runs.
   *
   * @param store where the files of runs and models are, as the job names it: an address that ends
   *     with a slash
   * @param data where the base data is; empty for where the job finds it by itself
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
