package dev.cirrus.models;

import java.util.Optional;

/**
 * Stores models, the pointer to the one that serves, and the last drift report.
 *
 * <p>Every method throws {@link ModelRegistryException} if the registry can't be reached, and
 * {@link CorruptRegistryException} if its content can't be read.
 */
public interface ModelRegistry {
  /** The largest model file that is read; the gate accepts far smaller ones only. */
  int MAX_MODEL_BYTES = 32 << 20;

  /** The pointer to the model that serves; empty if it was never set. */
  Optional<VersionedPointer> current();

  /**
   * Moves the pointer if it is still the expected one (empty: if it was never set). A pointer that
   * names {@code next} already counts as moved: an earlier attempt may have lost its response.
   *
   * @return false if another caller moved it elsewhere first
   */
  boolean movePointer(Optional<VersionedPointer> expected, ModelPointer next);

  /** Reads a model and its card. */
  StoredModel fetch(ModelPointer pointer);

  /** Stores a model and its card under its version. */
  void store(StoredModel model);

  /** The last drift report, a JSON object; empty if there is none. */
  Optional<String> driftReport();

  /** Replaces the drift report. */
  void writeDriftReport(String json);

  /** The model that the pointer names, or the shipped one if no pointer is set. */
  default ServingModel serving() {
    Optional<VersionedPointer> current = current();
    return new ServingModel(
        current.map(source -> fetch(source.pointer())).orElseGet(ShippedModel::load), current);
  }
}
