package dev.cirrus.training.distributed;

import dev.cirrus.training.network.Batch;
import dev.cirrus.training.network.Network;
import dev.cirrus.training.network.NetworkTrainer;
import dev.cirrus.training.network.PyTorch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Trains on one executor. It is kept in the executor's memory between rounds, since PyTorch takes a
 * while to start; its state is set at the start of each round.
 */
final class ExecutorTrainer {
  private static @Nullable ExecutorTrainer current;

  private final Network network;
  private final boolean folded;
  private final NetworkTrainer trainer;

  /** Generates the next batch during the training on the previous one. */
  private final ExecutorService generating =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "batches");
        thread.setDaemon(true);
        return thread;
      });

  private ExecutorTrainer(Network network, boolean folded) {
    this.network = network;
    this.folded = folded;
    this.trainer = new NetworkTrainer(network, folded);
  }

  /**
   * Returns this process's trainer of the network, a new one if the last one was of another
   * network.
   *
   * @param threads that PyTorch uses; only the first call in a process sets them
   */
  static synchronized ExecutorTrainer of(Network network, boolean folded, int threads) {
    ExecutorTrainer last = current;
    if (last != null && last.network.equals(network) && last.folded == folded) {
      return last;
    }
    if (last == null) {
      PyTorch.configure(threads);
    } else {
      last.close();
    }
    current = new ExecutorTrainer(network, folded);
    return current;
  }

  /** Trains for the steps of one round. */
  synchronized RoundResult train(
      BatchGenerator batches, Schedule schedule, RoundResult start, Steps steps) {
    trainer.load(start.parameters());
    trainer.loadVelocity(start.velocity());
    double loss = 0;
    Future<Batch> next = generating.submit(() -> batches.batch(steps.first()));
    for (long step = steps.first(); step < steps.first() + steps.count(); step++) {
      Batch batch = await(next);
      long following = step + 1;
      next = generating.submit(() -> batches.batch(following));
      loss += trainer.step(batch, schedule.learningRateAt((double) step / steps.total()));
    }
    next.cancel(false);
    return new RoundResult(trainer.parameters(), trainer.velocity(), loss / steps.count());
  }

  /**
   * The steps of a round.
   *
   * @param first the number of the round's first step in the whole run
   * @param total steps in the whole run
   */
  record Steps(long first, long count, long total) {}

  private static Batch await(Future<Batch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed to generate a batch", e.getCause());
    }
  }

  private synchronized void close() {
    generating.shutdownNow();
    trainer.close();
  }
}
