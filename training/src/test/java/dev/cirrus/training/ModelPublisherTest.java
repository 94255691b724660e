package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

final class ModelPublisherTest {
  @Test
  void thePublishedDataResultsInTheHeldOutSetsThatTheGatePins() {
    String folder = System.getenv().getOrDefault("CIRRUS_TRAINING_DATA", "../../shared/data");
    assumeTrue(Files.isDirectory(Path.of(folder)), "the training data is missing: " + folder);
    FileStore files =
        new FileStore(new Configuration(), Path.of(folder).toAbsolutePath().toString());
    Datasets datasets = Datasets.read(files, files, List.of(), /* withPenStrokes= */ true);
    assertEquals(
        EvaluationSet.PUBLISHED_SHA256,
        ModelPublisher.evaluationSets(ModelPublisher.heldOut(datasets)).stream()
            .map(EvaluationSet::sha256)
            .collect(Collectors.toSet()));
  }
}
