package dev.cirrus.training.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import java.util.List;

/**
 * A trained model, how it was trained, and how well it reads.
 *
 * @param curve the learning curve; empty if the network was trained elsewhere
 */
public record TrainedModel(
    File file,
    Recipe recipe,
    Trainer trainer,
    Calibration calibration,
    Datasets datasets,
    List<Checkpoint.Point> curve,
    EvaluationResults results) {
  /** The software and hardware that trained the network. */
  public enum Trainer {
    @JsonProperty("spark")
    SPARK,
    @JsonProperty("gpu")
    GPU
  }

  /**
   * The model's file.
   *
   * @param base SHA-256 of the model that it continues from; empty if there is none
   */
  public record File(String version, String sha256, int bytes, String base) {}

  /**
   * The conversion of the network to the model.
   *
   * @param temperature by which the logits are divided
   * @param onnxDifference the greatest difference between the probabilities of DJL and ONNX Runtime
   */
  public record Calibration(float temperature, double onnxDifference) {}

  public TrainedModel {
    curve = List.copyOf(curve);
  }
}
