package dev.cirrus.local.training;

import dev.cirrus.promote.HeldOutSets;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration of local training jobs.
 *
 * @param command the command that runs a job, without the job's arguments
 * @param folder the working folder of the jobs
 * @param data the folder of the base data; empty to let the job download MNIST
 * @param corrections the number of new corrections that starts a run; 0 for never
 * @param heldOut the sets on which the candidates of the jobs are measured
 */
public record TrainingConfig(
    List<String> command, Path folder, String data, int corrections, HeldOutSets heldOut) {
  public TrainingConfig {
    command = List.copyOf(command);
  }
}
