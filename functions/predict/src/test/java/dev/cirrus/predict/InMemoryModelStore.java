package dev.cirrus.predict;

import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.classifier.ModelStore;
import dev.cirrus.classifier.StoredModel;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Models in memory, with a count of how often it was asked. */
final class InMemoryModelStore implements ModelStore, DriftReportSource {
  private final Map<ModelPointer, StoredModel> models = new ConcurrentHashMap<>();
  private volatile @Nullable ModelPointer current;
  volatile @Nullable IOException trouble;
  volatile @Nullable String drift;
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger fetches = new AtomicInteger();

  /** Keeps a model and makes it the current one. */
  ModelPointer promote(String version, byte[] model) {
    return point(version, ModelCheck.sha256(model), model);
  }

  /** The same with a hash of one's own choice. */
  ModelPointer point(String version, String sha256, byte[] model) {
    ModelPointer pointer = new ModelPointer(version, sha256);
    String card = "{\"version\":\"" + version + "\",\"sha256\":\"" + sha256 + "\",\"note\":[1]}";
    models.put(pointer, new StoredModel(model, new ModelCard(pointer, card)));
    current = pointer;
    return pointer;
  }

  void unset() {
    current = null;
  }

  @Override
  public Answer current(@Nullable String seen) throws IOException {
    looks.incrementAndGet();
    fail();
    ModelPointer pointer = current;
    if (pointer == null) {
      return new Unset();
    }
    String tag = pointer.version() + pointer.sha256();
    return tag.equals(seen) ? new Unchanged() : new Current(pointer, tag);
  }

  @Override
  public StoredModel fetch(ModelPointer pointer) throws IOException {
    fetches.incrementAndGet();
    fail();
    StoredModel model = models.get(pointer);
    if (model == null) {
      throw new IOException("There is no such model.");
    }
    return model;
  }

  @Override
  public Optional<String> drift() throws IOException {
    fail();
    return Optional.ofNullable(drift);
  }

  private void fail() throws IOException {
    if (trouble != null) {
      throw trouble;
    }
  }
}
