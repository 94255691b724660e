package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.TrainingJob;
import dev.cirrus.training.TrainingOptions;
import dev.cirrus.training.data.BadDataMessage;
import dev.cirrus.training.data.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          "run",
          3,
          12.5,
          new RoundResult(new float[] {1, 2}, new float[] {3}, 0.5),
          List.of(new Checkpoint.Point(100, 0.5, Double.NaN, 0.9)));

  @Test
  void comesBackAsItWas() {
    Checkpoint read = Checkpoint.read(CHECKPOINT.bytes(), "c");
    assertEquals("run", read.run());
    assertEquals(3, read.rounds());
    assertEquals(CHECKPOINT.curve(), read.curve());
    assertArrayEquals(CHECKPOINT.state().numbers(), read.state().numbers());
    assertArrayEquals(CHECKPOINT.state().velocity(), read.state().velocity());
  }

  @Test
  void aRunOfAnotherLengthIsAnotherRun() {
    Recipe recipe = Recipe.quick();
    Map<String, String> data = Map.of("mnist/x.gz", "ab12");
    TrainingOptions arguments = TrainingOptions.parse(List.of());
    String run = TrainingJob.run(recipe, "", data, arguments);
    assertEquals(run, TrainingJob.run(Recipe.quick(), "", data, arguments));
    assertNotEquals(run, TrainingJob.run(recipe.ofImages(400_000), "", data, arguments));
    assertNotEquals(run, TrainingJob.run(recipe.ofShape("8 16/2 16"), "", data, arguments));
  }

  @Test
  void oneCutOffIsRefusedWithAWayOut() {
    byte[] bytes = CHECKPOINT.bytes();
    String message =
        BadDataMessage.of(() -> Checkpoint.read(Arrays.copyOf(bytes, bytes.length - 9), "c.bin"));
    assertTrue(message.startsWith("c.bin is no whole checkpoint"), message);
    assertTrue(message.endsWith("delete it to begin anew."), message);
  }

  @Test
  void roundsAreAveraged() {
    RoundResult mean =
        RoundResult.mean(
            List.of(
                new RoundResult(new float[] {1, 2}, new float[] {0}, 1),
                new RoundResult(new float[] {3, 6}, new float[] {2}, 2)));
    assertArrayEquals(new float[] {2, 4}, mean.numbers());
    assertArrayEquals(new float[] {1}, mean.velocity());
    assertEquals(1.5, mean.loss());
  }

  @Test
  void aFileIsReplacedWholeAndNothingElseIsLeft(@TempDir Path folder) throws IOException {
    FileStore store = new FileStore(new Configuration(false), folder.toString());
    store.write("deep/model.onnx", new byte[] {1});
    store.write("deep/model.onnx", new byte[] {2, 3});
    assertArrayEquals(new byte[] {2, 3}, store.read("deep/model.onnx"));
    try (var files = Files.list(folder.resolve("deep"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesTheOldFile(@TempDir Path folder) throws IOException {
    FileStore store = new FileStore(new Configuration(false), folder.toString());
    Files.createDirectories(folder.resolve("model.onnx/in the way"));
    String message = BadDataMessage.of(() -> store.write("model.onnx", new byte[] {1}));
    assertTrue(message.contains("model.onnx cannot be written: "), message);
    assertFalse(Files.exists(folder.resolve(".model.onnx.part")));
    assertTrue(Files.isDirectory(folder.resolve("model.onnx")));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    FileStore store = new FileStore(new Configuration(false), folder.toString());
    assertEquals(
        folder + "/mnist/x.gz is missing.", BadDataMessage.of(() -> store.read("mnist/x.gz")));
  }
}
