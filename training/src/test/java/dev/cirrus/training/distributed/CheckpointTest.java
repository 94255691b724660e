package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.BadDataMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          "run",
          3,
          12.5,
          new RoundResult(new float[] {1, 2}, new float[] {3}, 0.5),
          List.of(new Checkpoint.Point(100, 0.5, Map.of("pen", 0.9))));

  @Test
  void aCheckpointReadBackIsUnchanged() {
    Checkpoint read = Checkpoint.read(CHECKPOINT.bytes(), "c");
    assertEquals("run", read.run());
    assertEquals(3, read.rounds());
    assertEquals(CHECKPOINT.curve(), read.curve());
    assertArrayEquals(CHECKPOINT.state().parameters(), read.state().parameters());
    assertArrayEquals(CHECKPOINT.state().velocity(), read.state().velocity());
  }

  @Test
  void theRunIdChangesWithTheRecipe() {
    Recipe recipe = Recipe.quick();
    Map<String, String> data = Map.of("mnist/x.gz", "ab12");
    String run = Checkpoint.runId(recipe, "", data);
    assertEquals(run, Checkpoint.runId(Recipe.quick(), "", data));
    assertNotEquals(run, Checkpoint.runId(recipe.ofImages(400_000), "", data));
    assertNotEquals(run, Checkpoint.runId(recipe.ofShape("8 16/2 16"), "", data));
    assertNotEquals(run, Checkpoint.runId(recipe.forRun(2, 1), "", data));
  }

  @Test
  void aTruncatedCheckpointIsRejectedWithTheNextStep() {
    byte[] bytes = CHECKPOINT.bytes();
    String message =
        BadDataMessage.of(() -> Checkpoint.read(Arrays.copyOf(bytes, bytes.length - 9), "c.bin"));
    assertTrue(message.startsWith("c.bin is not a complete checkpoint"), message);
    assertTrue(message.endsWith("Delete it to start from the beginning."), message);
  }

  @Test
  void theMeanOfResultsIsTakenForEachParameter() {
    RoundResult mean =
        RoundResult.mean(
            List.of(
                new RoundResult(new float[] {1, 2}, new float[] {0}, 1),
                new RoundResult(new float[] {3, 6}, new float[] {2}, 2)));
    assertArrayEquals(new float[] {2, 4}, mean.parameters());
    assertArrayEquals(new float[] {1}, mean.velocity());
    assertEquals(1.5, mean.loss());
  }
}
