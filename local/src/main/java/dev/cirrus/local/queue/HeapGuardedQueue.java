package dev.cirrus.local.queue;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.prediction.Prediction;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Rejects predictions while the heap is nearly full of live objects. ElasticMQ keeps all messages
 * in memory, so a ledger that fails for minutes would otherwise end in an {@code OutOfMemoryError}.
 */
public final class HeapGuardedQueue implements PredictionQueue {
  /** The largest share of the old generation that may be live: the rest is for requests. */
  private static final double MAX_LIVE_SHARE = 0.75;

  /** How often the heap is collected to find out whether the queue has been emptied. */
  private static final Duration COLLECTION_INTERVAL = Duration.ofSeconds(10);

  private final PredictionQueue queue;
  private final BooleanSupplier wasFull;
  private final Runnable collect;
  private final LongSupplier nanoTime;
  private final AtomicLong lastCollection;

  /**
   * Creates the guard.
   *
   * @param wasFull whether the heap was nearly full of live objects when it was last collected
   * @param collect collects the heap
   */
  HeapGuardedQueue(
      PredictionQueue queue, BooleanSupplier wasFull, Runnable collect, LongSupplier nanoTime) {
    this.queue = queue;
    this.wasFull = wasFull;
    this.collect = collect;
    this.nanoTime = nanoTime;
    lastCollection = new AtomicLong(nanoTime.getAsLong());
  }

  /** Guards a queue in this process. */
  public static HeapGuardedQueue of(PredictionQueue queue) {
    MemoryPoolMXBean oldGeneration = oldGeneration();
    oldGeneration.setCollectionUsageThreshold(
        (long) (MAX_LIVE_SHARE * oldGeneration.getUsage().getMax()));
    return new HeapGuardedQueue(
        queue,
        oldGeneration::isCollectionUsageThresholdExceeded,
        () -> Thread.ofVirtual().start(System::gc),
        System::nanoTime);
  }

  /** Returns the only pool of the heap whose usage the JVM can compare with a threshold. */
  private static MemoryPoolMXBean oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void send(Prediction prediction) throws NotRecordedException {
    if (!hasRoom()) {
      throw new NotRecordedException("expected room for messages in the heap", null);
    }
    queue.send(prediction);
  }

  /** Returns whether the heap has room for more messages. */
  public boolean hasRoom() {
    if (!wasFull.getAsBoolean()) {
      return true;
    }
    long now = nanoTime.getAsLong();
    long last = lastCollection.get();
    if (now - last >= COLLECTION_INTERVAL.toNanos() && lastCollection.compareAndSet(last, now)) {
      collect.run();
    }
    return false;
  }
}
