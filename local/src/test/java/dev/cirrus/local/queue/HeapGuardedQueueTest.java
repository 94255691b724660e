package dev.cirrus.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.prediction.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapGuardedQueueTest {
  private final List<Prediction> sent = new ArrayList<>();
  private boolean full;
  private int collections;
  private long nanos;
  private final HeapGuardedQueue queue =
      new HeapGuardedQueue(sent::add, () -> full, () -> collections++, () -> nanos);

  @Test
  void acceptsNothingWhileTheHeapIsFull() throws Exception {
    full = true;
    Prediction prediction = DiskGuardedQueueTest.prediction();
    assertThrows(NotRecordedException.class, () -> queue.send(prediction));
    assertEquals(List.of(), sent);

    full = false;
    queue.send(prediction);
    assertEquals(List.of(prediction), sent);
  }

  @Test
  void collectsAFullHeapEveryTenSeconds() {
    nanos = Duration.ofSeconds(60).toNanos();
    assertTrue(queue.hasRoom());
    assertEquals(0, collections);

    full = true;
    queue.hasRoom();
    queue.hasRoom();
    assertEquals(1, collections);

    nanos += Duration.ofSeconds(10).toNanos();
    queue.hasRoom();
    assertEquals(2, collections);
  }

  @Test
  void thisProcessHasRoom() {
    assertTrue(HeapGuardedQueue.of(sent::add).hasRoom());
  }
}
