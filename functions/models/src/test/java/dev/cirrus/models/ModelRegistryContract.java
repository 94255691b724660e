package dev.cirrus.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every model registry. */
abstract class ModelRegistryContract {
  static final ModelPointer FIRST = new ModelPointer("1", "a".repeat(64));
  static final ModelPointer SECOND = new ModelPointer("2", "b".repeat(64));

  /** Returns a registry without a pointer or a drift report. */
  abstract ModelRegistry empty();

  @Test
  void thePointerMovesOnlyIfItIsTheExpectedOne() {
    ModelRegistry models = empty();
    assertEquals(Optional.empty(), models.current());
    assertTrue(models.movePointer(Optional.empty(), FIRST));
    Optional<VersionedPointer> first = models.current();
    assertEquals(Optional.of(FIRST), first.map(VersionedPointer::pointer));
    assertFalse(models.movePointer(Optional.empty(), SECOND), "the pointer is already set");
    assertTrue(models.movePointer(first, SECOND));
    assertFalse(models.movePointer(first, FIRST), "the pointer has moved in between");
    assertEquals(Optional.of(SECOND), models.current().map(VersionedPointer::pointer));
    assertTrue(models.movePointer(first, SECOND), "the pointer already names the model");
  }

  @Test
  void aDeletedPointerIsNotMoved() {
    Optional<VersionedPointer> seen =
        Optional.of(new VersionedPointer(FIRST, "\"0123456789abcdef0123456789abcdef\""));
    assertFalse(empty().movePointer(seen, SECOND));
  }

  @Test
  void onlyOneOfManyConcurrentMovesSucceeds() throws Exception {
    ModelRegistry models = empty();
    assertTrue(models.movePointer(Optional.empty(), FIRST));
    Optional<VersionedPointer> seen = models.current();
    List<Callable<Boolean>> moves =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                n -> () -> models.movePointer(seen, new ModelPointer("m" + n, "c".repeat(64))))
            .toList();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      int moved = 0;
      for (Future<Boolean> move : pool.invokeAll(moves)) {
        moved += move.get() ? 1 : 0;
      }
      assertEquals(1, moved);
    }
  }

  @Test
  void aModelIsFetchedAsItWasStored() {
    ModelRegistry models = empty();
    ModelPointer unknown = new ModelPointer("unknown", "a".repeat(64));
    assertThrows(CorruptRegistryException.class, () -> models.fetch(unknown));
    models.store(new StoredModel(new byte[] {1, 2}, new ModelCard(FIRST, "{\"version\":\"1\"}")));
    StoredModel stored = models.fetch(FIRST);
    assertArrayEquals(new byte[] {1, 2}, stored.onnx());
    assertEquals(new ModelCard(FIRST, "{\"version\":\"1\"}"), stored.card());
  }

  @Test
  void theShippedModelServesUntilThePointerIsSet() {
    ModelRegistry models = empty();
    ModelPointer shipped = ShippedModel.load().pointer();
    assertEquals(shipped, models.serving().pointer());
    assertEquals(Optional.empty(), models.serving().source());
    models.store(new StoredModel(new byte[] {1}, new ModelCard(FIRST, "{}")));
    assertTrue(models.movePointer(Optional.empty(), FIRST));
    assertEquals(FIRST, models.serving().pointer());
    assertEquals(models.current(), models.serving().source());
  }

  @Test
  void theLastDriftReportIsReadAsItWasWritten() {
    ModelRegistry models = empty();
    assertEquals(Optional.empty(), models.driftReport());
    models.writeDriftReport("{\"shifted\":true}");
    models.writeDriftReport("{\"shifted\":false}");
    assertEquals(Optional.of("{\"shifted\":false}"), models.driftReport());
  }
}
