package dev.cirrus.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.BadDataMessage;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.BatchGenerator;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.distributed.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The network in DJL and in ONNX Runtime. */
final class NetworkTest {
  private static final Network SMALL = Network.of("4 8/2 8 8+ 12/2");
  private static final Recipe RECIPE =
      new Recipe(
          "test",
          SMALL.shape(),
          1,
          1,
          new Schedule(3_200, 2, 32, 0.1f),
          new Mixture(Map.of(SampleSource.MNIST, 1.0)),
          0.2);

  private static TrainingSet trainingSet() {
    LabeledImages none = new LabeledImages(new byte[0], new byte[0]);
    return new TrainingSet(TinyData.images(600, 1), List.of(), List.of(), none);
  }

  /**
   * Returns the parameters of a trained network.
   *
   * @param settling the last steps, in which only the running means and variances change
   */
  private static float[] trained(int steps, int settling) {
    PyTorch.configure(1);
    BatchGenerator batches = new BatchGenerator(trainingSet(), RECIPE, 0, steps);
    try (NetworkTrainer trainer = new NetworkTrainer(SMALL, false)) {
      trainer.load(SMALL.initial(1));
      for (int step = 0; step < steps; step++) {
        trainer.step(batches.batch(step), step < steps - settling ? 0.05f : 0);
      }
      return trainer.parameters();
    }
  }

  @Test
  void aTrainedNetworkPredictsTheSameInOnnxRuntimeAsInDjl() throws BadModelException {
    float[] parameters = trained(400, 200);
    LabeledImages unseen = TinyData.images(100, 2);
    float[] values = new float[unseen.pixels().length];
    float[][] rows = new float[50][LabeledImages.PIXELS];
    for (int i = 0; i < unseen.count(); i++) {
      unseen.toFloats(i, values, i * LabeledImages.PIXELS);
      if (i < rows.length) {
        unseen.toFloats(i, rows[i], 0);
      }
    }
    try (NetworkTrainer trainer = new NetworkTrainer(SMALL, false);
        OnnxClassifier classifier = OnnxClassifier.load(OnnxWriter.write(SMALL, parameters, 1))) {
      trainer.load(parameters);
      float[] djl = trainer.probabilities(values);
      List<Classification> onnx = classifier.classify(rows);
      int correct = 0;
      for (int i = 0; i < rows.length; i++) {
        float[] row = Arrays.copyOfRange(djl, i * Network.CLASSES, (i + 1) * Network.CLASSES);
        assertArrayEquals(Arrays.copyOf(row, 10), onnx.get(i).digits(), 1e-5f);
        assertEquals(row[10], onnx.get(i).notADigit(), 1e-5f);
        if (Classification.of(row).mostLikelyDigit() == unseen.labels()[i]) {
          correct++;
        }
      }
      assertTrue(correct > 40, "too few correct: " + correct + " of 50");
    }
  }

  @Test
  void aModelReadBackPredictsTheSameAndTrainsFurther() throws BadModelException {
    float[] parameters = trained(20, 0);
    byte[] onnx = OnnxWriter.write(SMALL, parameters, 1.5f);
    OnnxReader.Model model = OnnxReader.read(onnx, "model.onnx");
    assertEquals(SMALL, model.network());
    byte[] again = OnnxWriter.write(model.network(), model.parameters(), 1);
    float[][] image = {new float[LabeledImages.PIXELS]};
    TinyData.images(1, 3).toFloats(0, image[0], 0);
    try (OnnxClassifier one = OnnxClassifier.load(onnx);
        OnnxClassifier two = OnnxClassifier.load(again)) {
      assertArrayEquals(
          one.classify(image).get(0).digits(), two.classify(image).get(0).digits(), 1e-5f);
    }
    try (NetworkTrainer trainer = new NetworkTrainer(SMALL, true)) {
      trainer.load(model.parameters());
      BatchGenerator batches = new BatchGenerator(trainingSet(), RECIPE, 0, 30);
      float first = trainer.step(batches.batch(0), 0.01f);
      float last = first;
      for (int step = 1; step < 30; step++) {
        last = trainer.step(batches.batch(step), 0.01f);
      }
      assertTrue(last < first, "from " + first + " to " + last);
    }
  }

  @Test
  void aFileOtherThanAModelOfThisJobIsRejected() {
    byte[] onnx = OnnxWriter.write(SMALL, SMALL.initial(1), 1);
    assertThrows(
        BadDataException.class,
        () -> OnnxReader.read(Arrays.copyOf(onnx, onnx.length / 2), "half.onnx"));
    assertThrows(BadDataException.class, () -> OnnxReader.read(new byte[] {1, 2, 3}, "x.onnx"));
  }

  @Test
  void aModelOfTenOutputsIsRejectedWithTheNextStep() throws InvalidProtocolBufferException {
    ModelProto.Builder model =
        ModelProto.parseFrom(OnnxWriter.write(SMALL, SMALL.initial(1), 1)).toBuilder();
    model.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(tensor -> tensor.getName().equals("b"))
        .forEach(tensor -> tensor.setDims(0, 10));
    byte[] ten = model.build().toByteArray();
    assertEquals(
        "old.onnx has ten outputs, without one for \"not a digit\". Training cannot continue from"
            + " it: train a model from the beginning (./cirrus train without --continue), or roll"
            + " back to one with eleven.",
        BadDataMessage.of(() -> OnnxReader.read(ten, "old.onnx")));
  }

  @Test
  void trainingContinuesFromSavedParametersAndVelocity() {
    PyTorch.configure(1);
    BatchGenerator batches = new BatchGenerator(trainingSet(), RECIPE, 0, 8);
    float[] through;
    float[] resumed;
    try (NetworkTrainer trainer = new NetworkTrainer(SMALL, false)) {
      trainer.load(SMALL.initial(1));
      float[] half = new float[0];
      float[] velocity = new float[0];
      for (int step = 0; step < 8; step++) {
        if (step == 4) {
          half = trainer.parameters();
          velocity = trainer.velocity();
        }
        trainer.step(batches.batch(step), 0.05f);
      }
      through = trainer.parameters();
      trainer.load(half);
      trainer.loadVelocity(velocity);
      for (int step = 4; step < 8; step++) {
        trainer.step(batches.batch(step), 0.05f);
      }
      resumed = trainer.parameters();
    }
    assertArrayEquals(through, resumed, 1e-5f);
  }

  @Test
  void aShapeIsParsedAndFormatted() {
    assertEquals("4 8/2 8 8+ 12/2", SMALL.shape());
    assertEquals(5, SMALL.layers().size());
    assertThrows(NumberFormatException.class, () -> Network.of("4 wide"));
  }
}
