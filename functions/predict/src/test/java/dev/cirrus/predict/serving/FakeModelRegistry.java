package dev.cirrus.predict.serving;

import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.StoredModel;
import dev.cirrus.models.VersionedPointer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A model registry that counts its reads, and blocks or fails on demand. */
public final class FakeModelRegistry implements ModelRegistry {
  private final InMemoryModelRegistry models = new InMemoryModelRegistry();
  private volatile boolean deleted;
  public volatile @Nullable ModelRegistryException failure;
  public volatile Blocker beforeRead = () -> {};
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger fetches = new AtomicInteger();

  /** Stores a model and points to it. */
  public ModelPointer promote(String version, byte[] model) {
    return promote(version, ModelCheck.sha256(model), model);
  }

  /** Stores a model under a hash that need not be its own, and points to it. */
  public ModelPointer promote(String version, String sha256, byte[] model) {
    ModelPointer pointer = new ModelPointer(version, sha256);
    String card = "{\"version\":\"" + version + "\",\"sha256\":\"" + sha256 + "\",\"note\":[1]}";
    models.store(new StoredModel(model, new ModelCard(pointer, card)));
    models.movePointer(models.current(), pointer);
    return pointer;
  }

  public void deletePointer() {
    deleted = true;
  }

  @Override
  public Optional<VersionedPointer> current() {
    reads.incrementAndGet();
    block();
    fail();
    return deleted ? Optional.empty() : models.current();
  }

  @Override
  public boolean movePointer(Optional<VersionedPointer> expected, ModelPointer next) {
    return models.movePointer(expected, next);
  }

  @Override
  public StoredModel fetch(ModelPointer pointer) {
    fetches.incrementAndGet();
    fail();
    return models.fetch(pointer);
  }

  @Override
  public void store(StoredModel model) {
    models.store(model);
  }

  @Override
  public Optional<String> driftReport() {
    fail();
    return models.driftReport();
  }

  @Override
  public void writeDriftReport(String json) {
    models.writeDriftReport(json);
  }

  /** Waits before a read. */
  public interface Blocker {
    void await() throws InterruptedException;
  }

  private void block() {
    try {
      beforeRead.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fail() {
    ModelRegistryException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }
}
