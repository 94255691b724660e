package dev.cirrus.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiskGuardedQueueTest {
  private final List<Prediction> sent = new ArrayList<>();
  private long usableBytes;
  private final DiskGuardedQueue queue = new DiskGuardedQueue(sent::add, () -> usableBytes);

  static Prediction prediction() {
    Clock clock = Clock.systemUTC();
    return new Prediction(
        IdGenerator.system(clock).next(),
        clock.instant(),
        null,
        Source.API,
        null,
        "a-model",
        List.of(
            new ClassifiedDigit(
                Probabilities.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                Pixels.ofBytes(new byte[Pixels.COUNT]),
                null)));
  }

  @Test
  void acceptsNothingUntilThereIsEnoughSpace() throws Exception {
    usableBytes = DiskGuardedQueue.MIN_FREE_BYTES - 1;
    assertThrows(NotRecordedException.class, () -> queue.send(prediction()));
    assertEquals(List.of(), sent);

    usableBytes = DiskGuardedQueue.MIN_FREE_BYTES;
    Prediction prediction = prediction();
    queue.send(prediction);
    assertEquals(List.of(prediction), sent);
  }
}
