package dev.cirrus.local;

import java.nio.file.Path;
import java.util.List;

/**
 * How training jobs are run here.
 *
 * @param command what runs one, its arguments to follow
 * @param folder where they read and write
 * @param data where the base data is; empty for where the job finds it by itself
 * @param corrections how many new corrections start a run on their own; 0 for none
 */
record TrainingConfig(List<String> command, Path folder, String data, int corrections) {
  TrainingConfig {
    command = List.copyOf(command);
  }
}
