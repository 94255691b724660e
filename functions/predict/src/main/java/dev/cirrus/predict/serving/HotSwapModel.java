package dev.cirrus.predict.serving;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The serving model, which is replaced while requests are answered. The shipped model serves until
 * the registry points to another that passes the check. If a new model can't be loaded, the current
 * one keeps serving.
 */
public final class HotSwapModel implements AutoCloseable {
  /** The age from which the model is refreshed. */
  private static final Duration REFRESH_AFTER = Duration.ofSeconds(30);

  /**
   * The age from which a request waits for the refresh. Lambda freezes a function between requests,
   * so if they are rare, a refresh in the background only runs during the next one.
   */
  private static final Duration WAIT_AFTER = Duration.ofSeconds(45);

  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private final ModelRegistry registry;
  private final ModelLoader loader;
  private final Clock clock;
  private final ModelTelemetry telemetry;
  private final Duration longestWait;

  /** Runs refreshes. */
  private final ExecutorService background;

  /** Requests hold the read lock; a swap holds the write lock for microseconds. */
  private final ReentrantReadWriteLock swapLock = new ReentrantReadWriteLock();

  /** Held by a refresh. Not a monitor, because a simulation suspends the refresh. */
  private final ReentrantLock refreshLock = new ReentrantLock();

  /** The last refresh in the background. */
  private @Nullable Future<?> refreshing;

  private LoadedModel loaded;
  private volatile Instant refreshedAt = Instant.MIN;

  /** The pointer of the last refresh. */
  private volatile @Nullable VersionedPointer seen;

  private volatile @Nullable String lastFailure;

  public HotSwapModel(
      LoadedModel shipped, ModelRegistry registry, Clock clock, ModelTelemetry telemetry) {
    this(shipped, registry, clock, telemetry, LONGEST_WAIT);
  }

  HotSwapModel(
      LoadedModel shipped,
      ModelRegistry registry,
      Clock clock,
      ModelTelemetry telemetry,
      Duration longestWait) {
    this(
        shipped,
        registry,
        ModelCheck::load,
        clock,
        telemetry,
        longestWait,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("refresh model").factory()));
  }

  /** Creates a model that is loaded and refreshed by others, so that a simulation can do both. */
  public HotSwapModel(
      LoadedModel shipped,
      ModelRegistry registry,
      ModelLoader loader,
      Clock clock,
      ModelTelemetry telemetry,
      ExecutorService background) {
    this(shipped, registry, loader, clock, telemetry, LONGEST_WAIT, background);
  }

  private HotSwapModel(
      LoadedModel shipped,
      ModelRegistry registry,
      ModelLoader loader,
      Clock clock,
      ModelTelemetry telemetry,
      Duration longestWait,
      ExecutorService background) {
    this.loaded = shipped;
    this.registry = registry;
    this.loader = loader;
    this.background = background;
    this.clock = clock;
    this.telemetry = telemetry;
    this.longestWait = longestWait;
  }

  /** Applies a function to the serving model, which stays open until the function returns. */
  public <T> T use(Function<LoadedModel, T> work) {
    swapLock.readLock().lock();
    try {
      return work.apply(loaded);
    } finally {
      swapLock.readLock().unlock();
    }
  }

  /** Refreshes asynchronously if that is due; waits for it only if it is long overdue. */
  public void refreshIfDue() {
    Duration age = Duration.between(refreshedAt, clock.instant());
    if (age.compareTo(REFRESH_AFTER) < 0) {
      return;
    }
    Future<?> refresh = startRefresh();
    if (age.compareTo(WAIT_AFTER) >= 0) {
      await(refresh);
    }
  }

  /** Returns the refresh that is running, or starts one. */
  private synchronized Future<?> startRefresh() {
    Future<?> running = refreshing;
    if (running == null || running.isDone()) {
      running = background.submit(this::refreshInBackground);
      refreshing = running;
    }
    return running;
  }

  private void refreshInBackground() {
    try {
      refresh();
    } catch (RuntimeException e) {
      telemetry.registryFailed(e);
    }
  }

  private void await(Future<?> refresh) {
    try {
      refresh.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The current model answers, and the refresh continues.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed to refresh the model", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Loads the registry's current model unless it serves already. */
  public void refresh() {
    refreshLock.lock();
    try {
      refreshLocked();
    } finally {
      refreshLock.unlock();
    }
  }

  private void refreshLocked() {
    try {
      // If the pointer was deleted, the current model keeps serving.
      Optional<VersionedPointer> current = registry.current().filter(it -> !it.equals(seen));
      if (current.isPresent()) {
        ModelPointer pointer = current.get().pointer();
        if (!pointer.equals(use(LoadedModel::card).pointer())) {
          load(pointer);
        }
        seen = current.get();
      }
      lastFailure = null;
    } catch (ModelRegistryException e) {
      String what = String.valueOf(e.getMessage());
      if (!what.equals(lastFailure)) {
        lastFailure = what;
        telemetry.registryFailed(e);
      }
    } finally {
      refreshedAt = clock.instant();
    }
  }

  /** Called after a SnapStart restore. */
  public void restored() {
    swapLock.writeLock().lock();
    try {
      loaded =
          new LoadedModel(loaded.classifier(), loaded.stored(), loaded.origin(), clock.instant());
    } finally {
      swapLock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    use(LoadedModel::classifier).close();
  }

  private void load(ModelPointer pointer) {
    StoredModel stored = registry.fetch(pointer);
    Classifier classifier;
    try {
      classifier = loader.load(stored.onnx(), pointer.sha256());
    } catch (BadModelException e) {
      telemetry.modelRefused(pointer, e);
      return;
    }
    Classifier before;
    swapLock.writeLock().lock();
    try {
      before = loaded.classifier();
      loaded = new LoadedModel(classifier, stored, ModelOrigin.BUCKET, clock.instant());
    } finally {
      swapLock.writeLock().unlock();
    }
    before.close();
    telemetry.modelLoaded(pointer);
  }
}
