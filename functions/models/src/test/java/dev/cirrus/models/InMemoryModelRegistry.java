package dev.cirrus.models;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A model registry in memory, for tests. */
public final class InMemoryModelRegistry implements ModelRegistry {
  private final Map<ModelPointer, StoredModel> models = new HashMap<>();
  private Optional<VersionedPointer> current = Optional.empty();
  private Optional<String> drift = Optional.empty();
  private int moves;

  @Override
  public synchronized Optional<VersionedPointer> current() {
    return current;
  }

  @Override
  public synchronized boolean movePointer(Optional<VersionedPointer> expected, ModelPointer next) {
    if (!current.equals(expected)) {
      return current.map(VersionedPointer::pointer).equals(Optional.of(next));
    }
    moves++;
    current = Optional.of(new VersionedPointer(next, Integer.toString(moves)));
    return true;
  }

  @Override
  public synchronized StoredModel fetch(ModelPointer pointer) {
    StoredModel model = models.get(pointer);
    if (model == null) {
      throw new CorruptRegistryException("There is no model " + pointer.version());
    }
    return model;
  }

  @Override
  public synchronized void store(StoredModel model) {
    models.put(model.pointer(), model);
  }

  @Override
  public synchronized Optional<String> driftReport() {
    return drift;
  }

  @Override
  public synchronized void writeDriftReport(String json) {
    drift = Optional.of(json);
  }
}
