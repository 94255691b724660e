package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetsTest {
  @TempDir Path folder;

  @Test
  void correctionFilesOfTheSameNameKeepTheirOwnHashes() throws IOException {
    TinyData.write(folder);
    List<String> corrections =
        List.of(rows("monday/rows.csv", 7), rows("tuesday/rows.csv", 8)).stream()
            .map(Path::toString)
            .toList();
    Configuration hadoop = new Configuration(false);
    Datasets datasets =
        Datasets.read(
            new FileStore(hadoop, folder.toString()),
            new FileStore(hadoop, ""),
            corrections,
            false);
    assertEquals(2, datasets.trainingSet().corrections().count());
    Set<String> names = datasets.hashes().keySet();
    assertTrue(
        names.containsAll(Set.of("corrections/1-rows.csv", "corrections/2-rows.csv")),
        names::toString);
  }

  @Test
  void pendigitsAreReadAndDoNotChangeTheSplitOfOtherWriters() throws IOException {
    TinyData.write(folder);
    Set<String> before = testWriters();
    StringBuilder lines = new StringBuilder();
    for (int writer = 1; writer <= 5; writer++) {
      lines.append(
          "{\"label\":1,\"writer\":\"pendigits/%d\",\"strokes\":[[[0,0],[0,9]]]}%n"
              .formatted(writer));
    }
    Files.write(folder.resolve("pen-strokes/pendigits.jsonl.gz"), TinyData.gzip(lines.toString()));
    Set<String> after = testWriters();
    assertTrue(after.containsAll(before), after::toString);
    assertEquals(before.size() + 1, after.size());
  }

  private Set<String> testWriters() {
    Configuration hadoop = new Configuration(false);
    FileStore data = new FileStore(hadoop, folder.toString());
    return Datasets.read(data, data, List.of(), true).test().stream()
        .map(PenSample::writer)
        .collect(Collectors.toSet());
  }

  private Path rows(String name, int label) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, label + ",0".repeat(LabeledImages.PIXELS) + "\n");
  }
}
