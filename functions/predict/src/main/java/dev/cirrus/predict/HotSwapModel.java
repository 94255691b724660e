package dev.cirrus.predict;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.StoredModel;
import dev.cirrus.models.VersionedPointer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers, and the taking up of another while requests go on. There is always one:
 * the shipped one until the store names another that passes the check, and whatever goes wrong with
 * a new one, the one before goes on.
 */
final class HotSwapModel implements AutoCloseable {
  /** How long what the store said is taken for granted. */
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(30);

  /**
   * Where requests are so rare that nobody looked for this long, a request waits for the look: on
   * Lambda, what a request leaves behind stands still until the next one.
   */
  private static final Duration WAIT_AFTER = Duration.ofSeconds(45);

  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private final ModelRegistry registry;
  private final Clock clock;
  private final PredictTelemetry telemetry;
  private final Duration longestWait;

  /** Requests read; the change from one model to the next, a matter of microseconds, writes. */
  private final ReentrantReadWriteLock change = new ReentrantReadWriteLock();

  private final AtomicReference<@Nullable CompletableFuture<Void>> look = new AtomicReference<>();

  private LoadedModel loaded;
  private volatile Instant lookedAt = Instant.MIN;

  /** The pointer that was last acted upon. */
  private volatile @Nullable VersionedPointer seen;

  private volatile @Nullable String trouble;

  HotSwapModel(
      LoadedModel shipped, ModelRegistry registry, Clock clock, PredictTelemetry telemetry) {
    this(shipped, registry, clock, telemetry, LONGEST_WAIT);
  }

  HotSwapModel(
      LoadedModel shipped,
      ModelRegistry registry,
      Clock clock,
      PredictTelemetry telemetry,
      Duration longestWait) {
    this.loaded = shipped;
    this.registry = registry;
    this.clock = clock;
    this.telemetry = telemetry;
    this.longestWait = longestWait;
  }

  /** Does something with the model that serves, which stays open until it is done. */
  <T> T use(Function<LoadedModel, T> work) {
    change.readLock().lock();
    try {
      return work.apply(loaded);
    } finally {
      change.readLock().unlock();
    }
  }

  /** Looks whether there is another model, if that is due; the request goes on meanwhile. */
  void lookIfDue() {
    Duration age = Duration.between(lookedAt, clock.instant());
    if (age.compareTo(LOOK_AGAIN_AFTER) < 0) {
      return;
    }
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> running = look.compareAndExchange(null, mine);
    if (running == null) {
      running = mine;
      Thread.ofVirtual()
          .name("look for a model")
          .start(() -> {
            try {
              lookNow();
            } finally {
              look.set(null);
              mine.complete(null);
            }
          });
    }
    if (age.compareTo(WAIT_AFTER) >= 0) {
      running.completeOnTimeout(null, longestWait.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }

  /** Looks whether there is another model, and takes it up. */
  synchronized void lookNow() {
    try {
      // A pointer that was deleted changes nothing.
      Optional<VersionedPointer> current = registry.current().filter(it -> !it.equals(seen));
      if (current.isPresent()) {
        ModelPointer pointer = current.get().pointer();
        if (!pointer.equals(use(LoadedModel::card).pointer())) {
          take(pointer);
        }
        seen = current.get();
      }
      trouble = null;
    } catch (ModelRegistryException e) {
      String what = String.valueOf(e.getMessage());
      if (!what.equals(trouble)) {
        trouble = what;
        telemetry.storeFailed(e);
      }
    } finally {
      lookedAt = clock.instant();
    }
  }

  /** Another life begins, in which the same model serves. */
  void restored() {
    change.writeLock().lock();
    try {
      loaded =
          new LoadedModel(loaded.classifier(), loaded.card(), loaded.origin(), clock.instant());
    } finally {
      change.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    use(LoadedModel::classifier).close();
  }

  private void take(ModelPointer pointer) {
    StoredModel stored = registry.fetch(pointer);
    Classifier classifier;
    try {
      classifier = ModelCheck.load(stored.onnx(), pointer.sha256());
    } catch (BadModelException e) {
      telemetry.modelRefused(pointer, e);
      return;
    }
    Classifier before;
    change.writeLock().lock();
    try {
      before = loaded.classifier();
      loaded = new LoadedModel(classifier, stored.card(), ModelOrigin.BUCKET, clock.instant());
    } finally {
      change.writeLock().unlock();
    }
    before.close();
    telemetry.modelTaken(pointer);
  }
}
