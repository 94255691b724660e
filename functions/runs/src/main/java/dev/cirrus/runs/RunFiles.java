package dev.cirrus.runs;

import java.util.Optional;

/** The files of runs and models: a bucket, by key. */
public interface RunFiles {
  /**
   * A file's bytes; empty if there is none.
   *
   * @throws FileTooLargeException if it has more bytes than that
   */
  Optional<byte[]> read(String key, int limit);

  void write(String key, String mediaType, byte[] bytes);

  /** Deletes a file, if there is one. */
  void delete(String key);

  /** What the trigger exported for a run. */
  static String corrections(String run) {
    return "training/exports/" + run + ".csv";
  }

  /** The folder of a run, where its job leaves what it made. */
  static String job(String run) {
    return "training/runs/" + run + "/";
  }

  /** The folder of what a run continues from. */
  static String base(String run) {
    return job(run) + "base/";
  }

  /** The folder of a model that went through the gate. */
  static String model(String version) {
    return "models/" + version + "/";
  }
}
