package dev.cirrus.training.distributed;

import dev.cirrus.training.network.Network;
import dev.cirrus.training.network.NetworkTrainer;
import dev.cirrus.training.network.PyTorch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Learns on one executor. It stays in the executor's memory from round to round, as PyTorch takes a
 * while to wake; what it knows is handed to it anew each time.
 */
final class ExecutorTrainer {
  private static @Nullable ExecutorTrainer resident;

  private final NetworkTrainer learner;

  /** Draws the next batch while the last one is learned from. */
  private final ExecutorService drawing =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "drawing");
        thread.setDaemon(true);
        return thread;
      });

  private ExecutorTrainer(NetworkTrainer learner) {
    this.learner = learner;
  }

  /** The one of this process. */
  static synchronized ExecutorTrainer resident(
      Network network, float decay, boolean folded, int threads) {
    if (resident == null) {
      PyTorch.prepare(threads);
      resident = new ExecutorTrainer(new NetworkTrainer(network, decay, folded));
    }
    return resident;
  }

  /** Learns from the steps of one round. */
  synchronized RoundResult learn(
      BatchGenerator batches,
      Recipe recipe,
      RoundResult start,
      long firstStep,
      long steps,
      long allSteps) {
    learner.load(start.numbers());
    learner.loadVelocity(start.velocity());
    double loss = 0;
    Future<BatchGenerator.Batch> next = drawing.submit(() -> batches.batch(firstStep));
    for (long step = firstStep; step < firstStep + steps; step++) {
      BatchGenerator.Batch batch = await(next);
      long following = step + 1;
      next = drawing.submit(() -> batches.batch(following));
      loss += learner.learn(batch, recipe.rateAt((double) step / allSteps));
    }
    next.cancel(false);
    return new RoundResult(learner.numbers(), learner.velocity(), loss / steps);
  }

  private static BatchGenerator.Batch await(Future<BatchGenerator.Batch> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be drawn", e.getCause());
    }
  }
}
