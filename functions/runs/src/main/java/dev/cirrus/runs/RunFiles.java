package dev.cirrus.runs;

import dev.cirrus.models.ObjectTooLargeException;
import dev.cirrus.models.StoredModel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Stores the files of training runs, by key. */
public interface RunFiles {
  /**
   * Reads a file; empty if there is none.
   *
   * @throws ObjectTooLargeException if it is larger than {@code maxBytes}
   */
  Optional<byte[]> read(String key, int maxBytes);

  void write(String key, String mediaType, byte[] bytes);

  /** Deletes a file if it exists. */
  void delete(String key);

  /** Writes the model that a run's job continues from. */
  default void writeBase(String run, StoredModel model) {
    write(base(run) + "model.onnx", "application/octet-stream", model.onnx());
    write(
        base(run) + "card.json",
        "application/json",
        model.card().json().getBytes(StandardCharsets.UTF_8));
  }

  /** The key of the corrections that were exported for a run. */
  static String corrections(String run) {
    return "training/exports/" + run + ".csv";
  }

  /** The folder to which a run's job writes its results. */
  static String job(String run) {
    return "training/runs/" + run + "/";
  }

  /** The folder of the model that a run's job continues from. */
  static String base(String run) {
    return job(run) + "base/";
  }
}
