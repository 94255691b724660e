package dev.cirrus.predict.serving;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.TinyModel;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.testsupport.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
      TinyModel.thatReadsKnownDigits().withWeightsOfClass(digit -> 9 - digit).build();

  private final MutableClock clock = new MutableClock();
  private final FakeModelRegistry registry = new FakeModelRegistry();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  // So that a request always waits for the end of the refresh.
  private final HotSwapModel model = model(Duration.ofMinutes(1));

  private HotSwapModel model(Duration longestWait) {
    return new HotSwapModel(
        LoadedModel.shipped(clock.instant()),
        registry,
        clock,
        new ModelTelemetry(new Telemetry("predict", clock, lines::add)),
        longestWait);
  }

  private String version() {
    return model.use(LoadedModel::version);
  }

  private long logged(String what) {
    return lines.stream().filter(line -> json(line).path("message").asText().equals(what)).count();
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void theShippedModelServesUntilTheRegistryPointsToAnother() {
    String shipped = version();
    model.refresh();
    assertEquals(shipped, version());
    assertEquals(ModelOrigin.SHIPPED, model.use(LoadedModel::origin));

    registry.promote("a", GOOD);
    model.refresh();
    assertEquals("a", version());
    assertEquals(ModelOrigin.BUCKET, model.use(LoadedModel::origin));
    assertEquals(clock.instant(), model.use(LoadedModel::since));
    assertEquals(1, logged("model loaded"));
  }

  @Test
  void theSameModelIsNotFetchedAgain() {
    registry.promote("a", GOOD);
    model.refresh();
    model.refresh();
    assertEquals(1, registry.fetches.get());
    registry.promote("b", BETTER);
    model.refresh();
    assertEquals(2, registry.fetches.get());
    assertEquals("b", version());
  }

  @Test
  void aBadModelIsRefusedOnceAndThePreviousOneKeepsServing() {
    registry.promote("a", GOOD);
    model.refresh();
    registry.promote("bad", BAD);
    model.refresh();
    model.refresh();
    assertEquals("a", version());
    assertEquals(1, logged("model refused"));
    assertTrue(lines.stream().anyMatch(line -> json(line).path("ModelRefused").asInt() == 1));
    assertTrue(lines.stream().anyMatch(line -> line.contains("reads a plain 0 as 9")));

    registry.promote("b", BETTER);
    model.refresh();
    assertEquals("b", version());
  }

  @Test
  void aTamperedOrTruncatedModelIsRefused() {
    String shipped = version();
    registry.promote("tampered", "0".repeat(64), GOOD);
    model.refresh();
    registry.promote("cut", Arrays.copyOf(GOOD, GOOD.length / 2));
    model.refresh();
    assertEquals(shipped, version());
    assertEquals(2, logged("model refused"));
  }

  @Test
  void aDeletedPointerChangesNothing() {
    registry.promote("a", GOOD);
    model.refresh();
    registry.deletePointer();
    model.refresh();
    assertEquals("a", version());
  }

  @Test
  void aFailingRegistryChangesNothingAndIsLoggedOnce() {
    registry.promote("a", GOOD);
    model.refresh();
    registry.promote("b", BETTER);
    registry.failure = new ModelRegistryException("down");
    model.refresh();
    model.refresh();
    assertEquals("a", version());
    assertEquals(1, logged("model registry failed"));
    registry.failure = null;
    model.refresh();
    assertEquals("b", version());
  }

  @Test
  void theRegistryIsReadAtMostEveryThirtySeconds() {
    model.refresh();
    assertEquals(1, registry.reads.get());
    for (int i = 0; i < 100; i++) {
      model.refreshIfDue();
      clock.advance(Duration.ofMillis(299));
    }
    assertEquals(1, registry.reads.get());
    // The refresh is so long overdue that the request waits for it, so the count is certain.
    clock.advance(Duration.ofSeconds(60));
    registry.promote("a", GOOD);
    model.refreshIfDue();
    assertEquals(2, registry.reads.get());
  }

  @Test
  void aRequestThatStopsWaitingDoesNotStopTheRefresh() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    registry.promote("a", GOOD);
    registry.beforeRead =
        () -> {
          reading.countDown();
          released.await();
        };
    try (HotSwapModel impatient = model(Duration.ofMillis(1))) {
      String shipped = impatient.use(LoadedModel::version);
      impatient.refreshIfDue();
      reading.await();
      impatient.refreshIfDue();
      assertEquals(shipped, impatient.use(LoadedModel::version));
      assertEquals(1, registry.reads.get());
      released.countDown();
      while (!impatient.use(LoadedModel::version).equals("a")) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void noRequestFailsWhileModelsAreSwapped() throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    float[][] images = TinyModel.knownDigits();
    Callable<Integer> request =
        () -> {
          int answered = 0;
          while (going.get() || answered == 0) {
            assertEquals(10, model.use(loaded -> loaded.classifier().classify(images)).size());
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
        model.refresh();
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
