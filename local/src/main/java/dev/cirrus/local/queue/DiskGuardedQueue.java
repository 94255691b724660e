package dev.cirrus.local.queue;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.prediction.Prediction;
import java.util.function.LongSupplier;

/**
 * Rejects predictions while the disk is nearly full. If its file cannot grow, the queue waits and
 * the ledger fails.
 *
 * @param usableBytes the free space where the queue and the ledger are
 */
public record DiskGuardedQueue(PredictionQueue queue, LongSupplier usableBytes)
    implements PredictionQueue {
  /** Space for a backlog of the queue, for the ledger and for the logs. */
  public static final long MIN_FREE_BYTES = 100L << 20;

  @Override
  public void send(Prediction prediction) throws NotRecordedException {
    if (!hasRoom()) {
      throw new NotRecordedException(
          "expected at least " + (MIN_FREE_BYTES >> 20) + " MB of free disk space", null);
    }
    queue.send(prediction);
  }

  public boolean hasRoom() {
    return usableBytes.getAsLong() >= MIN_FREE_BYTES;
  }
}
