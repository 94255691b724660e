package dev.cirrus.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.runs.CurrentModel.Seen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every pointer to the model that serves keeps to. */
abstract class CurrentModelContract {
  private static final ModelPointer FIRST = new ModelPointer("1", "a".repeat(64));
  private static final ModelPointer SECOND = new ModelPointer("2", "b".repeat(64));

  /** A pointer that was never set. */
  abstract CurrentModel unset();

  @Test
  void thePointerMovesOnlyInThePlaceOfWhatWasSeen() {
    CurrentModel current = unset();
    assertEquals(Optional.empty(), current.read());
    assertTrue(current.move(Optional.empty(), FIRST));
    Optional<Seen> first = current.read();
    assertEquals(Optional.of(FIRST), first.map(Seen::pointer));
    assertFalse(current.move(Optional.empty(), SECOND), "it was set in between");
    assertTrue(current.move(first, SECOND));
    assertFalse(current.move(first, FIRST), "it was moved in between");
    assertEquals(Optional.of(SECOND), current.read().map(Seen::pointer));
    assertTrue(current.move(first, SECOND), "it leads there already");
  }

  @Test
  void aPointerThatHasGoneIsNotMovedByOneWhoSawIt() {
    Optional<Seen> seen = Optional.of(new Seen(FIRST, "\"0123456789abcdef0123456789abcdef\""));
    assertFalse(unset().move(seen, SECOND));
  }

  @Test
  void ofManyThatMoveItAtOnceOneDoes() throws Exception {
    CurrentModel current = unset();
    assertTrue(current.move(Optional.empty(), FIRST));
    Optional<Seen> seen = current.read();
    List<Callable<Boolean>> movers =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                n -> () -> current.move(seen, new ModelPointer("m" + n, "c".repeat(64))))
            .toList();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      int moved = 0;
      for (Future<Boolean> mover : pool.invokeAll(movers)) {
        moved += mover.get() ? 1 : 0;
      }
      assertEquals(1, moved);
    }
  }
}
