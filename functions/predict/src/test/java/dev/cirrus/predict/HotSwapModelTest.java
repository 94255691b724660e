package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.TinyModel;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HotSwapModelTest {
  private static final byte[] GOOD = TinyModel.thatReadsKnownDigits().build();
  private static final byte[] BETTER = TinyModel.thatReadsKnownDigits().withNote("2").build();
  private static final byte[] BAD =
      TinyModel.thatReadsKnownDigits().withClass(digit -> 9 - digit).build();

  private final MutableClock clock = new MutableClock();
  private final FakeModelRegistry registry = new FakeModelRegistry();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HotSwapModel models =
      new HotSwapModel(
          LoadedModel.shipped(clock.instant()),
          registry,
          clock,
          new PredictTelemetry(new Telemetry("predict", clock, lines::add)),
          // So that a wait ends with the look, on any machine.
          Duration.ofMinutes(1));

  private String version() {
    return models.use(LoadedModel::version);
  }

  private long told(String what) {
    return lines.stream().filter(line -> line.contains("\"message\":\"" + what + "\"")).count();
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void theShippedModelServesUntilTheStoreNamesAnother() {
    String shipped = version();
    models.lookNow();
    assertEquals(shipped, version());
    assertEquals(ModelOrigin.SHIPPED, models.use(LoadedModel::origin));

    registry.promote("a", GOOD);
    models.lookNow();
    assertEquals("a", version());
    assertEquals(ModelOrigin.BUCKET, models.use(LoadedModel::origin));
    assertEquals(clock.instant(), models.use(LoadedModel::since));
    assertEquals(1, told("model taken up"));
  }

  @Test
  void theSameModelIsNotFetchedAgain() {
    registry.promote("a", GOOD);
    models.lookNow();
    models.lookNow();
    assertEquals(1, registry.fetches.get());
    registry.promote("b", BETTER);
    models.lookNow();
    assertEquals(2, registry.fetches.get());
    assertEquals("b", version());
  }

  @Test
  void aBadModelIsRefusedOnceAndTheOneBeforeGoesOn() {
    registry.promote("a", GOOD);
    models.lookNow();
    registry.promote("bad", BAD);
    models.lookNow();
    models.lookNow();
    assertEquals("a", version());
    assertEquals(1, told("model refused"));
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"ModelRefused\":1")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("reads a plain 0 as 9")));

    registry.promote("b", BETTER);
    models.lookNow();
    assertEquals("b", version());
  }

  @Test
  void aModelOfAnotherHashOrCutShortIsRefused() {
    String shipped = version();
    registry.promote("tampered", "0".repeat(64), GOOD);
    models.lookNow();
    registry.promote("cut", java.util.Arrays.copyOf(GOOD, GOOD.length / 2));
    models.lookNow();
    assertEquals(shipped, version());
    assertEquals(2, told("model refused"));
  }

  @Test
  void aPointerThatVanishesChangesNothing() {
    registry.promote("a", GOOD);
    models.lookNow();
    registry.deletePointer();
    models.lookNow();
    assertEquals("a", version());
  }

  @Test
  void aStoreInTroubleChangesNothingAndIsToldOfOnce() {
    registry.promote("a", GOOD);
    models.lookNow();
    registry.promote("b", BETTER);
    registry.failure = new ModelRegistryException("down");
    models.lookNow();
    models.lookNow();
    assertEquals("a", version());
    assertEquals(1, told("model store failed"));
    registry.failure = null;
    models.lookNow();
    assertEquals("b", version());
  }

  @Test
  void theStoreIsAskedAtMostEveryThirtySeconds() {
    models.lookNow();
    assertEquals(1, registry.reads.get());
    for (int i = 0; i < 100; i++) {
      models.lookIfDue();
      clock.advance(Duration.ofMillis(299));
    }
    assertEquals(1, registry.reads.get());
    // So long after, the request waits for the look, which makes the count certain.
    clock.advance(Duration.ofSeconds(60));
    registry.promote("a", GOOD);
    models.lookIfDue();
    assertEquals(2, registry.reads.get());
  }

  @Test
  void noRequestIsDroppedWhileModelsChange() throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    float[][] images = TinyModel.knownDigits();
    Callable<Integer> request =
        () -> {
          int answered = 0;
          while (going.get() || answered == 0) {
            assertEquals(10, models.use(loaded -> loaded.classifier().classify(images)).size());
            answered++;
          }
          return answered;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> requests = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        requests.add(threads.submit(request));
      }
      for (int change = 0; change < 20; change++) {
        registry.promote("v" + change, change % 2 == 0 ? GOOD : BETTER);
        models.lookNow();
        assertEquals("v" + change, version());
      }
      going.set(false);
      for (Future<Integer> each : requests) {
        assertTrue(each.get() > 0);
      }
    } finally {
      going.set(false);
      threads.shutdown();
    }
    assertFalse(lines.stream().anyMatch(line -> line.contains("refused")));
  }
}
