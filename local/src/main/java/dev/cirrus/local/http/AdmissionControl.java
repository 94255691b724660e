package dev.cirrus.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests, the bytes and the pictures in progress, so that excess load is rejected soon
 * instead of being queued until memory is exhausted or callers give up. Anything beyond a limit
 * throws a {@link RejectedExecutionException}.
 */
final class AdmissionControl implements AutoCloseable {
  /** Requests that wait or are worked on. */
  static final int MAX_REQUESTS = 1_024;

  /**
   * The number of requests for each processor that wait for their turn for as long as it takes, so
   * that a few dozen callers are answered on a slow machine, too.
   */
  static final int WAITING_PER_PROCESSOR = 32;

  /**
   * The longest that each further request waits, so that its caller has an answer within half a
   * second. Immediate refusals would let callers that retry immediately use up the processors.
   */
  static final Duration MAX_WAIT = Duration.ofMillis(400);

  /**
   * The number of requests in progress for each processor; the others wait in order. With more,
   * each takes longer and none is answered earlier.
   */
  static final int REQUESTS_PER_PROCESSOR = 4;

  /** Large bodies are held in memory once as bytes and twice as base64. */
  static final int MAX_BODY_BYTES = 64 << 20;

  /** The size that every request may have, so that slow uploads do not block small requests. */
  private static final int UNCOUNTED = 16 << 10;

  private static final int CHUNK = 256 << 10;

  /** A picture takes at most about a second, so the last one waits for about four. */
  static final int WAITING_PICTURES_PER_PROCESSOR = 4;

  private final Semaphore requests = new Semaphore(MAX_REQUESTS);
  private final Semaphore waiting;
  private final Semaphore working;
  private final Semaphore bodyBytes = new Semaphore(MAX_BODY_BYTES);

  /**
   * Platform threads, because the operating system shares the processors between them. A virtual
   * thread that computes keeps its processor until it has finished, and {@code /health} would wait.
   */
  private final ThreadPoolExecutor pictures;

  AdmissionControl(int processors) {
    waiting = new Semaphore(WAITING_PER_PROCESSOR * processors);
    working = new Semaphore(REQUESTS_PER_PROCESSOR * processors, true);
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

  /** A place among the requests in progress, with the bytes of its body. */
  final class Admission implements AutoCloseable {
    private int heldBytes;

    private Admission() {}

    /** Reads a body; null if it is longer than the limit. */
    byte @Nullable [] read(InputStream in, int limit) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.write(in.readNBytes(UNCOUNTED));
      boolean more = body.size() == UNCOUNTED;
      while (more && body.size() <= limit) {
        if (!bodyBytes.tryAcquire(CHUNK)) {
          throw new RejectedExecutionException("too many bytes in progress");
        }
        heldBytes += CHUNK;
        byte[] chunk = in.readNBytes(CHUNK);
        body.write(chunk);
        more = chunk.length == CHUNK;
      }
      return body.size() <= limit ? body.toByteArray() : null;
    }

    @Override
    public void close() {
      bodyBytes.release(heldBytes);
      requests.release();
    }
  }

  /** Admits a request until the admission is closed. */
  Admission admit() {
    if (!requests.tryAcquire()) {
      throw new RejectedExecutionException("too many requests in progress");
    }
    return new Admission();
  }

  /** Answers a request as soon as fewer than the permitted number are being worked on. */
  Response answer(Supplier<Response> work) throws InterruptedException {
    awaitTurn();
    try {
      return work.get();
    } finally {
      working.release();
    }
  }

  private void awaitTurn() throws InterruptedException {
    if (waiting.tryAcquire()) {
      try {
        working.acquire();
      } finally {
        waiting.release();
      }
    } else if (!working.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new RejectedExecutionException("too many requests wait");
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
