package dev.cirrus.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.BatchGenerator;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.ScoredDigit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network in DJL, in ONNX Runtime, and on its way from one to the other. */
final class NetworkTest {
  private static final Network SMALL = Network.of("4 8/2 8 8+ 12/2");
  private static final Recipe RECIPE =
      new Recipe("test", SMALL.shape(), 3_200, 2, 32, 0.1f, 1e-4f, 1, 0, 0, 0, 0, 0.2);

  private static TrainingSet lessons() {
    LabeledImages none = new LabeledImages(new byte[0], new byte[0]);
    return new TrainingSet(TinyData.images(600, 1), List.of(), List.of(), none);
  }

  private static float[] taught(int steps) {
    PyTorch.prepare(1);
    BatchGenerator batches = new BatchGenerator(lessons(), RECIPE, 1, 0, 1, steps);
    try (NetworkTrainer learner = new NetworkTrainer(SMALL, 1e-4f, false)) {
      learner.load(SMALL.initial(1));
      for (int step = 0; step < steps; step++) {
        learner.learn(batches.batch(step), 0.05f);
      }
      return learner.numbers();
    }
  }

  @Test
  void learnsAndAnswersTheSameInOnnxRuntimeAsInDjl() throws BadModelException {
    // The running means and variances follow slowly.
    float[] numbers = taught(500);
    LabeledImages unseen = TinyData.images(100, 2);
    float[] values = new float[unseen.pixels().length];
    float[][] rows = new float[50][LabeledImages.PIXELS];
    for (int i = 0; i < unseen.count(); i++) {
      unseen.toFloats(i, values, i * LabeledImages.PIXELS);
      if (i < rows.length) {
        unseen.toFloats(i, rows[i], 0);
      }
    }
    try (NetworkTrainer learner = new NetworkTrainer(SMALL, 0, false);
        OnnxClassifier classifier = OnnxClassifier.load(OnnxWriter.write(SMALL, numbers, 1))) {
      learner.load(numbers);
      float[] djl = learner.probabilities(values);
      List<Classification> onnx = classifier.classify(rows);
      int right = 0;
      for (int i = 0; i < rows.length; i++) {
        float[] row = Arrays.copyOfRange(djl, i * 10, i * 10 + 10);
        assertArrayEquals(row, onnx.get(i).digits(), 1e-5f);
        if (ScoredDigit.likeliest(row) == unseen.labels()[i]) {
          right++;
        }
      }
      assertTrue(right > 40, "it learned next to nothing: " + right + " of 50");
    }
  }

  @Test
  void aModelReadBackAnswersTheSameAndLearnsOn() throws BadModelException {
    float[] numbers = taught(20);
    byte[] onnx = OnnxWriter.write(SMALL, numbers, 1.5f);
    OnnxReader.Model model = OnnxReader.read(onnx, "model.onnx");
    assertEquals(SMALL, model.network());
    byte[] again = OnnxWriter.write(model.network(), model.numbers(), 1);
    float[][] image = {new float[LabeledImages.PIXELS]};
    TinyData.images(1, 3).toFloats(0, image[0], 0);
    try (OnnxClassifier one = OnnxClassifier.load(onnx);
        OnnxClassifier two = OnnxClassifier.load(again)) {
      assertArrayEquals(
          one.classify(image).get(0).digits(), two.classify(image).get(0).digits(), 1e-5f);
    }
    try (NetworkTrainer learner = new NetworkTrainer(SMALL, 1e-4f, true)) {
      learner.load(model.numbers());
      BatchGenerator batches = new BatchGenerator(lessons(), RECIPE, 1, 0, 1, 30);
      float first = learner.learn(batches.batch(0), 0.01f);
      float last = first;
      for (int step = 1; step < 30; step++) {
        last = learner.learn(batches.batch(step), 0.01f);
      }
      assertTrue(last < first, "from " + first + " to " + last);
    }
  }

  @Test
  void whatIsNoModelOfThisJobIsRefused() {
    byte[] onnx = OnnxWriter.write(SMALL, SMALL.initial(1), 1);
    assertThrows(
        BadDataException.class,
        () -> OnnxReader.read(Arrays.copyOf(onnx, onnx.length / 2), "half.onnx"));
    assertThrows(BadDataException.class, () -> OnnxReader.read(new byte[] {1, 2, 3}, "x.onnx"));
  }

  @Test
  void whatWasLearnedGoesOnWhereItWas() {
    PyTorch.prepare(1);
    BatchGenerator batches = new BatchGenerator(lessons(), RECIPE, 1, 0, 1, 8);
    float[] through;
    float[] resumed;
    try (NetworkTrainer learner = new NetworkTrainer(SMALL, 1e-4f, false)) {
      learner.load(SMALL.initial(1));
      float[] half = new float[0];
      float[] velocity = new float[0];
      for (int step = 0; step < 8; step++) {
        if (step == 4) {
          half = learner.numbers();
          velocity = learner.velocity();
        }
        learner.learn(batches.batch(step), 0.05f);
      }
      through = learner.numbers();
      learner.load(half);
      learner.loadVelocity(velocity);
      for (int step = 4; step < 8; step++) {
        learner.learn(batches.batch(step), 0.05f);
      }
      resumed = learner.numbers();
    }
    assertArrayEquals(through, resumed, 1e-5f);
  }

  @Test
  void aShapeIsReadAndTold() {
    assertEquals("4 8/2 8 8+ 12/2", SMALL.shape());
    assertEquals(5, SMALL.layers().size());
    assertThrows(NumberFormatException.class, () -> Network.of("4 wide"));
  }
}
