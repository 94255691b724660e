package dev.cirrus.training;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Evaluator;
import dev.cirrus.training.evaluation.TemperatureScaling;
import dev.cirrus.training.network.Network;
import dev.cirrus.training.network.NetworkTrainer;
import dev.cirrus.training.network.OnnxWriter;
import dev.cirrus.training.network.PyTorch;
import dev.cirrus.training.report.CardJson;
import dev.cirrus.training.report.ModelReport;
import dev.cirrus.training.report.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calibrates and evaluates a trained network, and writes the model, its card and its report. */
final class ModelPublisher {
  /** DJL and ONNX Runtime add in different orders, so their probabilities differ a little. */
  private static final double TOLERANCE = 1e-4;

  /** The images on which DJL and ONNX Runtime are compared. */
  private static final int COMPARED = 512;

  private static final int VERSION_DIGITS = 12;

  /** The seed of the held-out sets, the same in all runs: the gate accepts no other sets. */
  private static final long HELD_OUT_SEED = 1;

  private final TrainingRun run;
  private final Datasets datasets;
  private final TrainingOptions options;
  private final FileStore output;
  private final Progress progress;

  ModelPublisher(TrainingRun run, TrainingOptions options, FileStore output, Progress progress) {
    this.run = run;
    this.datasets = run.datasets();
    this.options = options;
    this.output = output;
    this.progress = progress;
  }

  void publish(Checkpoint trained) {
    long images = run.recipe().schedule().images();
    double speed = trained.seconds() > 0 ? images / trained.seconds() : 0;
    Progress.Images all = new Progress.Images(images, images, speed);
    progress.write("measuring", all, 0);
    progress.print("calibrating and evaluating");
    float[] parameters = trained.state().parameters();
    float temperature = temperature(parameters);
    byte[] onnx = OnnxWriter.write(run.network(), parameters, temperature);
    String sha256 = FileStore.sha256(onnx);
    Map<String, LabeledImages> heldOut = heldOut(datasets);
    double difference;
    EvaluationResults results;
    try (OnnxClassifier classifier = classifier(run.network(), parameters, temperature)) {
      Evaluator evaluator = new Evaluator(classifier, run.recipe().seed());
      difference = difference(classifier, parameters, temperature);
      // The gate evaluates a continued run, and its user waits.
      results =
          run.isContinued()
              ? EvaluationResults.brief(evaluator, heldOut)
              : EvaluationResults.full(evaluator, datasets);
    }
    String version =
        options.version == null ? "m-" + sha256.substring(0, VERSION_DIGITS) : options.version;
    TrainedModel model =
        new TrainedModel(
            new TrainedModel.File(version, sha256, onnx.length, run.base()),
            run.recipe(),
            options.weights == null ? TrainedModel.Trainer.SPARK : TrainedModel.Trainer.GPU,
            new TrainedModel.Calibration(temperature, difference),
            datasets,
            trained.curve(),
            results);
    output.write("evaluation.gz", file(evaluationSets(heldOut)));
    output.write("model.onnx", onnx);
    CardJson card = CardJson.of(model);
    output.write("card.json", card.toJson());
    new ModelReport(card, results).write(output, options.reportFolder(""));
    progress.print(results);
    progress.print("%s, %d bytes, version %s", options.output, onnx.length, version);
    progress.write("done", all, 0);
  }

  static OnnxClassifier classifier(Network network, float[] parameters, float temperature) {
    try {
      return OnnxClassifier.load(OnnxWriter.write(network, parameters, temperature));
    } catch (BadModelException e) {
      throw new IllegalStateException("the network was written as an invalid model", e);
    }
  }

  private float temperature(float[] parameters) {
    LabeledImages pen = Evaluator.freeImages(datasets.validation(), run.recipe().seed());
    try (OnnxClassifier classifier = classifier(run.network(), parameters, 1)) {
      Evaluator evaluator = new Evaluator(classifier, run.recipe().seed());
      return TemperatureScaling.fit(
          evaluator.images(pen.count() > 0 ? pen : datasets.mnistValidation()));
    }
  }

  /** Returns the largest difference between the probabilities of DJL and of ONNX Runtime. */
  private double difference(Classifier classifier, float[] parameters, float temperature) {
    LabeledImages mnist = datasets.mnistValidation();
    LabeledImages some = mnist.slice(0, Math.min(COMPARED, mnist.count()));
    float[] values = new float[some.pixels().length];
    float[][] images = new float[some.count()][LabeledImages.PIXELS];
    for (int i = 0; i < some.count(); i++) {
      some.toFloats(i, values, i * LabeledImages.PIXELS);
      some.toFloats(i, images[i], 0);
    }
    float[] scaled = parameters.clone();
    for (int i = run.network().offset(run.network().layers().size()); i < scaled.length; i++) {
      scaled[i] /= temperature;
    }
    PyTorch.configure(1);
    List<Classification> classifications = classifier.classify(images);
    double greatest = 0;
    try (NetworkTrainer trainer = new NetworkTrainer(run.network(), false)) {
      trainer.load(scaled);
      float[] djl = trainer.probabilities(values);
      for (int i = 0; i < some.count(); i++) {
        Classification onnx = classifications.get(i);
        int row = i * Network.CLASSES;
        for (int digit = 0; digit < Classification.DIGITS; digit++) {
          greatest = Math.max(greatest, Math.abs(djl[row + digit] - onnx.digit(digit)));
        }
        greatest =
            Math.max(greatest, Math.abs(djl[row + Classification.DIGITS] - onnx.notADigit()));
      }
    }
    if (greatest > TOLERANCE) {
      throw new IllegalStateException(
          "ONNX Runtime and DJL differ by " + greatest + " on the same images");
    }
    return greatest;
  }

  /** Returns the held-out sets on which the gate compares models. */
  static Map<String, LabeledImages> heldOut(Datasets datasets) {
    Map<String, LabeledImages> sets = new LinkedHashMap<>();
    sets.put(EvaluationSet.MNIST, datasets.mnistTest());
    LabeledImages pen = Evaluator.freeImages(datasets.test(), HELD_OUT_SEED);
    if (pen.count() > 0) {
      sets.put(EvaluationSet.PEN, pen);
    }
    return sets;
  }

  static List<EvaluationSet> evaluationSets(Map<String, LabeledImages> heldOut) {
    List<EvaluationSet> sets = new ArrayList<>();
    heldOut.forEach(
        (name, images) -> sets.add(new EvaluationSet(name, images.labels(), images.pixels())));
    return sets;
  }

  private static byte[] file(List<EvaluationSet> sets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      EvaluationSet.write(sets, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to write to memory", e);
    }
    return bytes.toByteArray();
  }
}
