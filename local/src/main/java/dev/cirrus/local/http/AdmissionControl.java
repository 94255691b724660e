package dev.cirrus.local.http;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits the requests and the pictures in progress, so that excess load is rejected soon instead of
 * being queued until memory is exhausted or callers give up. Anything beyond a limit throws a
 * {@link RejectedExecutionException}.
 */
final class AdmissionControl implements AutoCloseable {
  /**
   * The number of requests for each processor that wait for their turn for as long as it takes, so
   * that a few dozen callers are answered on a slow machine, too.
   */
  static final int WAITING_PER_PROCESSOR = 32;

  /**
   * The longest wait while more requests than that are waiting, so that each caller has an answer
   * within half a second. Immediate refusals would let callers that retry immediately use up the
   * processors.
   */
  static final Duration MAX_WAIT = Duration.ofMillis(400);

  /**
   * The number of requests in progress for each processor; the others wait in order. With more,
   * each takes longer and none is answered earlier.
   */
  static final int REQUESTS_PER_PROCESSOR = 4;

  /** A picture takes at most about a second, so the last one waits for about four. */
  static final int WAITING_PICTURES_PER_PROCESSOR = 4;

  private final RequestQueue queue;

  /**
   * Platform threads, because the operating system shares the processors between them. A virtual
   * thread that computes keeps its processor until it has finished, and {@code /health} would wait.
   */
  private final ThreadPoolExecutor pictures;

  AdmissionControl(int processors) {
    queue =
        new RequestQueue(
            REQUESTS_PER_PROCESSOR * processors, WAITING_PER_PROCESSOR * processors, MAX_WAIT);
    pictures =
        new ThreadPoolExecutor(
            processors,
            processors,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_PICTURES_PER_PROCESSOR * processors),
            Thread.ofPlatform().name("picture-", 0).daemon().factory());
    pictures.allowCoreThreadTimeOut(true);
  }

  /** Answers a request as soon as fewer than the permitted number are being worked on. */
  Response answer(Supplier<Response> work) throws InterruptedException {
    queue.enter();
    try {
      return work.get();
    } finally {
      queue.leave();
    }
  }

  /** Runs the reading of a picture in a pool with one thread for each processor. */
  Response readPicture(Callable<Response> work) throws InterruptedException {
    try {
      return pictures.submit(work).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    pictures.shutdownNow();
  }
}
