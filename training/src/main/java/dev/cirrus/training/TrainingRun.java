package dev.cirrus.training;

import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.distributed.RoundResult;
import dev.cirrus.training.network.Network;
import dev.cirrus.training.network.OnnxReader;
import dev.cirrus.training.report.CardJson;
import java.util.List;

/**
 * A training run: its recipe, its data and its initial parameters.
 *
 * @param initial parameters of the network
 * @param folded whether the batch normalisation of these is folded into the convolutions
 * @param base SHA-256 of the model that the run continues from; empty if there is none
 */
// Never compared, and the array is not modified.
@SuppressWarnings("ArrayRecordComponent")
record TrainingRun(
    Recipe recipe,
    Datasets datasets,
    Network network,
    float[] initial,
    boolean folded,
    String base) {
  static TrainingRun of(TrainingOptions options, FileStore files, Datasets datasets) {
    if (options.base == null) {
      Recipe recipe = options.recipe().forSet(datasets.trainingSet());
      Network network = Network.of(recipe.shape());
      return new TrainingRun(recipe, datasets, network, network.initial(recipe.seed()), false, "");
    }
    String file = TrainingOptions.modelFile(options.base);
    byte[] onnx = files.read(file);
    OnnxReader.Model model = OnnxReader.read(onnx, file);
    Network network = model.network();
    String card = TrainingOptions.cardBeside(file);
    boolean restart = files.has(card) && CardJson.asksForRestart(files.read(card), card);
    Recipe recipe = restart ? options.adjusted(Recipe.full()) : options.recipe();
    return new TrainingRun(
        recipe.ofShape(network.shape()).forSet(datasets.trainingSet()),
        datasets,
        network,
        restart ? network.initial(recipe.seed()) : model.parameters(),
        !restart,
        FileStore.sha256(onnx));
  }

  /** Whether the run continues from another model. */
  boolean isContinued() {
    return !base.isEmpty();
  }

  /** The state before the first round. */
  Checkpoint start() {
    RoundResult state = new RoundResult(initial, new float[network.trainable()], 0);
    return new Checkpoint(id(), 0, 0, state, List.of());
  }

  String id() {
    return Checkpoint.runId(recipe, base, datasets.hashes());
  }
}
