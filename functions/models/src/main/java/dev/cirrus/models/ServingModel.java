package dev.cirrus.models;

import java.util.Optional;

/**
 * The model that serves.
 *
 * @param source the pointer that names it; empty if no pointer is set and the shipped model serves
 */
public record ServingModel(StoredModel model, Optional<VersionedPointer> source) {
  public ModelPointer pointer() {
    return model.pointer();
  }
}
