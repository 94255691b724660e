package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.BadDataMessage;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.distributed.RoundResult;
import dev.cirrus.training.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates a tiny, untrained model again. */
final class ModelReevaluationTest {
  @TempDir private Path folder = Path.of("");

  private final FileStore files = new FileStore(new Configuration(), "");
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  private Path data = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void writeData() throws IOException {
    data = folder.resolve("data");
    model = folder.resolve("model");
    TinyData.write(data);
  }

  private FileStore store(Path path) {
    return new FileStore(new Configuration(), path.toString());
  }

  private Progress progress() {
    return new Progress(new PrintStream(console, true, StandardCharsets.UTF_8), store(model));
  }

  /** Publishes the model as a run that trains it from the beginning, here on MNIST's form alone. */
  private void publish() throws IOException {
    try (var files = Files.list(data.resolve("pen-strokes"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    publish("");
  }

  /**
   * Publishes the model.
   *
   * @param base the SHA-256 of the model that it continues from, which makes the evaluation brief
   */
  private void publish(String base) {
    Datasets datasets = Datasets.read(store(data), files, List.of(), /* withPenStrokes= */ true);
    Recipe recipe = Recipe.full().ofShape("4 8/2 8 8+").forSet(datasets.trainingSet());
    Network network = Network.of(recipe.shape());
    TrainingRun run =
        new TrainingRun(recipe, datasets, network, network.initial(3), /* folded= */ false, base);
    RoundResult state = new RoundResult(run.initial(), new float[0], Double.NaN);
    List<Checkpoint.Point> curve =
        List.of(
            new Checkpoint.Point(3_333_333, 1.0 / 3, Map.of("mnist", 2.0 / 3, "pen", 1.0 / 7)),
            new Checkpoint.Point(7_000_000, 1.0 / 9, Map.of()));
    new ModelPublisher(run, TrainingOptions.parse(List.of()), store(model), progress())
        .publish(new Checkpoint(run.id(), 210, 1, state, curve));
  }

  private void evaluate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--evaluate", model.toString()));
    arguments.addAll(List.of(more));
    ModelReevaluation.read(files, model.toString())
        .replaceFigures(store(data), TrainingOptions.parse(arguments), progress());
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return contents;
  }

  private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
  }

  @Test
  void aModelEvaluatedAgainHasTheCardAndReportOfTheRunThatTrainedIt() throws IOException {
    publish();
    Map<String, byte[]> published = contents(model);
    evaluate();
    assertSame(published, contents(model));
  }

  @Test
  void aContinuedModelIsEvaluatedAgainOnTheSetsOfTheGate() throws IOException {
    publish("ab12");
    Map<String, byte[]> published = contents(model);
    assertTrue(Files.readString(model.resolve("model-card.md")).contains("| pen, free |"));
    evaluate();
    assertSame(published, contents(model));
  }

  @Test
  void figuresThatNoLongerHoldAreReplaced() throws IOException {
    publish();
    Map<String, byte[]> published = contents(model);
    Path card = model.resolve("card.json");
    String outdated = Files.readString(card).replaceAll("\"wrong\" : \\d+", "\"wrong\" : 1");
    assertNotEquals(Files.readString(card), outdated);
    Files.writeString(card, outdated);
    Files.writeString(model.resolve("model-card.md"), "outdated");
    evaluate();
    assertSame(published, contents(model));
  }

  @Test
  void theReportIsWrittenWhereTheOptionSays() throws IOException {
    publish();
    byte[] page = Files.readAllBytes(model.resolve("model-card.md"));
    Files.delete(model.resolve("model-card.md"));
    evaluate("--report", folder.resolve("docs").toString());
    assertArrayEquals(page, Files.readAllBytes(folder.resolve("docs/model-card.md")));
    assertTrue(Files.notExists(model.resolve("model-card.md")));
  }

  @Test
  void aModelWithoutACardIsRejected() throws IOException {
    publish();
    Files.delete(model.resolve("card.json"));
    assertEquals(
        model.resolve("card.json")
            + " is missing: a model is evaluated again only with its card beside it, which says how"
            + " it was trained.",
        BadDataMessage.of(this::evaluate));
  }

  @Test
  void theCardOfAnotherModelIsRejected() throws IOException {
    publish();
    Files.write(model.resolve("model.onnx"), new byte[] {1});
    assertTrue(
        BadDataMessage.of(this::evaluate)
            .startsWith(model.resolve("card.json") + " describes another model: "));
  }

  @Test
  void dataThatTheCardDoesNotNameIsRejected() throws IOException {
    publish("ab12");
    Map<String, byte[]> published = contents(model);
    Files.delete(data.resolve("pen-strokes/unipen-letters.jsonl.gz"));
    assertTrue(
        BadDataMessage.of(this::evaluate)
            .endsWith("but these files differ: pen-strokes/unipen-letters.jsonl.gz."));
    assertSame(published, contents(model));
  }
}
