package dev.cirrus.local.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a limited number of requests be worked on at once; the others wait in order. While few wait,
 * they wait for as long as it takes. Beyond that, those that have waited for the longest permitted
 * time are refused, so that no caller waits much longer, however many there are.
 */
final class RequestQueue {
  private final int maxWorking;
  private final int maxUntimed;
  private final Duration maxWait;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int working;

  /**
   * Creates a queue.
   *
   * @param maxWorking how many requests may be worked on at once
   * @param maxUntimed how many requests may wait for as long as it takes
   * @param maxWait how long requests wait if more than that do
   */
  RequestQueue(int maxWorking, int maxUntimed, Duration maxWait) {
    this.maxWorking = maxWorking;
    this.maxUntimed = maxUntimed;
    this.maxWait = maxWait;
  }

  /** A request that waits. Its turn is false if it is refused. */
  private static final class Waiting {
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();
    private final long since = System.nanoTime();
  }

  /**
   * Waits until a request may be worked on.
   *
   * @throws RejectedExecutionException if too many wait
   */
  void enter() throws InterruptedException {
    Waiting request = new Waiting();
    if (!add(request)) {
      return;
    }
    try {
      if (!isAdmitted(request)) {
        throw new RejectedExecutionException("too many requests wait");
      }
    } catch (InterruptedException e) {
      abandon(request);
      throw e;
    }
  }

  /** Lets the next request be worked on. */
  synchronized void leave() {
    Waiting next = queue.poll();
    if (next == null) {
      working--;
    } else {
      next.turn.complete(true);
    }
  }

  synchronized int waiting() {
    return queue.size();
  }

  /** Returns whether a request has to wait. */
  private synchronized boolean add(Waiting request) {
    if (working < maxWorking) {
      working++;
      return false;
    }
    queue.add(request);
    if (isOverloaded() && request.since - queue.element().since >= maxWait.toNanos()) {
      queue.remove().turn.complete(false);
    }
    return true;
  }

  private boolean isAdmitted(Waiting request) throws InterruptedException {
    try {
      try {
        return request.turn.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return !isRefused(request) && request.turn.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized boolean isRefused(Waiting request) {
    return isOverloaded() && queue.remove(request);
  }

  private boolean isOverloaded() {
    return queue.size() > maxUntimed;
  }

  private synchronized void abandon(Waiting request) {
    if (!queue.remove(request) && request.turn.join()) {
      leave();
    }
  }
}
