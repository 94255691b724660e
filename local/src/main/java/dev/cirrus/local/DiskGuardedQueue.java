package dev.cirrus.local;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.prediction.Prediction;
import java.util.function.LongSupplier;

/**
 * Accepts no prediction while the disk is nearly full: a queue or ledger whose file can't grow
 * fails halfway, and then it is uncertain what it holds.
 *
 * @param usableBytes the free space where the queue and the ledger are
 */
record DiskGuardedQueue(PredictionQueue queue, LongSupplier usableBytes)
    implements PredictionQueue {
  /** Room for a backlog of the queue, for the ledger and for the logs. */
  static final long MIN_FREE_BYTES = 100L << 20;

  @Override
  public void send(Prediction prediction) throws NotRecordedException {
    if (!hasRoom()) {
      throw new NotRecordedException(
          "expected at least " + (MIN_FREE_BYTES >> 20) + " MB of free disk space", null);
    }
    queue.send(prediction);
  }

  boolean hasRoom() {
    return usableBytes.getAsLong() >= MIN_FREE_BYTES;
  }
}
