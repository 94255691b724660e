package dev.cirrus.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
final class RequestQueueTest {
  private final RequestQueue queue = new RequestQueue(1, 2, Duration.ZERO);

  @BeforeEach
  void fill() throws InterruptedException {
    queue.enter();
  }

  /** Adds a request and waits until this many wait. */
  private FutureTask<Void> enter(int waiting) throws InterruptedException {
    FutureTask<Void> request =
        new FutureTask<>(() -> {
          queue.enter();
          return null;
        });
    Thread.ofVirtual().start(request);
    awaitWaiting(waiting);
    return request;
  }

  private void awaitWaiting(int count) throws InterruptedException {
    while (queue.waiting() != count) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  @Test
  void fewRequestsWaitInOrder() throws Exception {
    FutureTask<Void> first = enter(1);
    FutureTask<Void> second = enter(2);
    assertFalse(first.isDone());
    queue.leave();
    first.get();
    assertFalse(second.isDone());
    queue.leave();
    second.get();
    FutureTask<Void> third = enter(1);
    queue.leave();
    third.get();
    queue.leave();
    queue.enter();
  }

  @Test
  void refusesTheOldestIfTooManyWait() throws Exception {
    FutureTask<Void> first = enter(1);
    FutureTask<Void> second = enter(2);
    FutureTask<Void> third = enter(2);
    assertInstanceOf(
        RejectedExecutionException.class,
        assertThrows(ExecutionException.class, first::get).getCause());
    queue.leave();
    second.get();
    queue.leave();
    third.get();
    assertEquals(0, queue.waiting());
  }

  @Test
  void anInterruptedRequestLeavesTheQueue() throws Exception {
    FutureTask<Void> first = enter(1);
    first.cancel(true);
    awaitWaiting(0);
    queue.leave();
    queue.enter();
  }
}
