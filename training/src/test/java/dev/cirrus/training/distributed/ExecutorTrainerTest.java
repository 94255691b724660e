package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExecutorTrainerTest {
  private static final TrainingSet SET =
      new TrainingSet(
          TinyData.images(50, 1),
          List.of(),
          List.of(),
          new LabeledImages(new byte[0], new byte[0]));

  /** Returns the parameters of a network after a round of one step. */
  private static float[] trained(String shape, boolean folded) {
    Network network = Network.of(shape);
    Recipe recipe =
        new Recipe(
            "test",
            shape,
            1,
            1,
            new Schedule(8, 1, 8, 0.01f),
            new Mixture(Map.of(SampleSource.MNIST, 1.0)),
            1);
    RoundResult start = new RoundResult(network.initial(1), new float[network.trainable()], 0);
    return ExecutorTrainer.of(network, folded, 1)
        .train(
            new BatchGenerator(SET, recipe, 0, 1),
            recipe.schedule(),
            start,
            new ExecutorTrainer.Steps(0, 1, 1))
        .parameters();
  }

  /** Returns the running means and variances of the first layer's batch normalisation. */
  private static float[] runningStatistics(String shape, float[] parameters) {
    Network network = Network.of(shape);
    int channels = network.layers().get(0).out();
    int end = network.offset(1);
    return Arrays.copyOfRange(parameters, end - 2 * channels, end);
  }

  @Test
  void aRunOfAnotherNetworkInTheSameProcessTrainsThatNetwork() {
    assertEquals(Network.of("4 8/2").size(), trained("4 8/2", false).length);
    assertEquals(Network.of("4 6/2 6").size(), trained("4 6/2 6", false).length);
  }

  @Test
  void onlyANetworkWithFoldedBatchNormalisationKeepsItsStatistics() {
    String shape = "4 8/2";
    float[] initial = runningStatistics(shape, Network.of(shape).initial(1));
    assertFalse(Arrays.equals(initial, runningStatistics(shape, trained(shape, false))));
    assertArrayEquals(initial, runningStatistics(shape, trained(shape, true)));
  }

  @Test
  void roundsOfOneNetworkShareTheTrainer() {
    Network network = Network.of("4 8/2");
    assertSame(ExecutorTrainer.of(network, false, 1), ExecutorTrainer.of(network, false, 1));
  }
}
