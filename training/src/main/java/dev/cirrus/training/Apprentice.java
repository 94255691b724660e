package dev.cirrus.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Learns on one executor. It stays in the executor's memory from round to round, as PyTorch takes a
 * while to wake; what it knows is handed to it anew each time.
 */
final class Apprentice {
  private static @Nullable Apprentice resident;

  private final Learner learner;

  /** Draws the next batch while the last one is learned from. */
  private final ExecutorService drawing =
      Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "drawing");
        thread.setDaemon(true);
        return thread;
      });

  private Apprentice(Learner learner) {
    this.learner = learner;
  }

  /** The one of this process. */
  static synchronized Apprentice resident(
      Network network, float decay, boolean folded, int threads) {
    if (resident == null) {
      Torch.prepare(threads);
      resident = new Apprentice(new Learner(network, decay, folded));
    }
    return resident;
  }

  /** Learns from the steps of one round. */
  synchronized Round learn(
      Batches batches, Recipe recipe, Round start, long firstStep, long steps, long allSteps) {
    learner.load(start.numbers());
    learner.loadVelocity(start.velocity());
    double loss = 0;
    Future<Batches.Batch> next = drawing.submit(() -> batches.batch(firstStep));
    for (long step = firstStep; step < firstStep + steps; step++) {
      Batches.Batch batch = await(next);
      long following = step + 1;
      next = drawing.submit(() -> batches.batch(following));
      loss += learner.learn(batch, recipe.rateAt((double) step / allSteps));
    }
    next.cancel(false);
    return new Round(learner.numbers(), learner.velocity(), loss / steps);
  }

  private static Batches.Batch await(Future<Batches.Batch> batch) {
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
