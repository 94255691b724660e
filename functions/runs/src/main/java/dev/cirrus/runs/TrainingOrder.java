package dev.cirrus.runs;

import java.util.List;

/** What a training job is to do: continue the model in the run's folder with these corrections. */
public record TrainingOrder(String run, Corrections corrections) {
  /**
   * The job's arguments, the same wherever it runs.
   *
   * @param store where the files of runs and models are, as the job names it: an address that ends
   *     with a slash
   * @param data where the base data is
   */
  public List<String> arguments(String store, String data) {
    return List.of(
        "--data",
        data,
        "--continue",
        store + RunFiles.base(run),
        "--corrections",
        store + corrections.key(),
        "--output",
        store + RunFiles.job(run));
  }
}
