package dev.cirrus.training;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Evaluator;
import dev.cirrus.training.report.CardJson;
import dev.cirrus.training.report.ModelReport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evaluates a model again, because the code that finds its digits has changed, and replaces the
 * figures in its card and its report. What the card says about the training stays.
 */
final class ModelReevaluation {
  private final FileStore files;
  private final String modelFile;
  private final CardJson card;
  private final byte[] onnx;

  private ModelReevaluation(FileStore files, String modelFile, CardJson card, byte[] onnx) {
    this.files = files;
    this.modelFile = modelFile;
    this.card = card;
    this.onnx = onnx;
  }

  /**
   * Reads a model and its card.
   *
   * @param model the model's folder or file
   */
  static ModelReevaluation read(FileStore files, String model) {
    String modelFile = TrainingOptions.modelFile(model);
    String cardFile = TrainingOptions.cardBeside(modelFile);
    byte[] onnx = files.read(modelFile);
    if (!files.has(cardFile)) {
      throw new BadDataException(
          cardFile
              + " is missing: a model is evaluated again only with its card beside it, which says"
              + " how it was trained.");
    }
    CardJson card = CardJson.parse(files.read(cardFile), cardFile);
    String sha256 = FileStore.sha256(onnx);
    if (!sha256.equals(card.sha256())) {
      throw new BadDataException(
          "%s describes another model: expected its SHA-256 to be that of %s, %s, but got %s."
              .formatted(cardFile, modelFile, sha256, card.sha256()));
    }
    return new ModelReevaluation(files, modelFile, card, onnx);
  }

  /** Evaluates the model on the data that its card names, and writes the card and the report. */
  void replaceFigures(FileStore data, TrainingOptions options, Progress progress) {
    Datasets datasets = datasets(data);
    progress.print("evaluating %s, version %s", modelFile, card.version());
    EvaluationResults results = evaluate(datasets);
    CardJson replaced = card.withResults(results);
    files.write(TrainingOptions.cardBeside(modelFile), replaced.toJson());
    String folder = modelFile.replaceFirst("[^/]*$", "");
    new ModelReport(replaced, results).write(files, options.reportFolder(folder));
    progress.print(results);
  }

  private EvaluationResults evaluate(Datasets datasets) {
    try (OnnxClassifier classifier = OnnxClassifier.load(onnx)) {
      Evaluator evaluator = new Evaluator(classifier, card.training().seed());
      return card.isContinued()
          ? EvaluationResults.brief(evaluator, ModelPublisher.heldOut(datasets))
          : EvaluationResults.full(evaluator, datasets);
    } catch (BadModelException e) {
      throw new BadDataException(modelFile + " is not a valid model: " + e.getMessage(), e);
    }
  }

  private Datasets datasets(FileStore data) {
    Map<String, String> expected = new TreeMap<>(card.data().sha256());
    // Models are not evaluated on corrections, and each run has its own.
    expected.keySet().removeIf(file -> file.startsWith(Datasets.CORRECTIONS));
    boolean withPenStrokes =
        expected.keySet().stream().anyMatch(file -> file.startsWith(Datasets.PEN_STROKES));
    Datasets datasets = Datasets.read(data, files, List.of(), withPenStrokes);
    Set<String> differing = new TreeSet<>(expected.keySet());
    differing.addAll(datasets.hashes().keySet());
    differing.removeIf(file -> Objects.equals(expected.get(file), datasets.hashes().get(file)));
    if (!differing.isEmpty()) {
      throw new BadDataException(
          "expected the data that %s was trained and evaluated on, but these files differ: %s."
              .formatted(modelFile, String.join(", ", differing)));
    }
    return datasets;
  }
}
