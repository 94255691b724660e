package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
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

  private static int trainedParameters(String shape) {
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
    return ExecutorTrainer.of(network, false, 1)
        .train(
            new BatchGenerator(SET, recipe, 0, 1),
            recipe.schedule(),
            start,
            new ExecutorTrainer.Steps(0, 1, 1))
        .parameters()
        .length;
  }

  @Test
  void aRunOfAnotherNetworkInTheSameProcessTrainsThatNetwork() {
    assertEquals(Network.of("4 8/2").size(), trainedParameters("4 8/2"));
    assertEquals(Network.of("4 6/2 6").size(), trainedParameters("4 6/2 6"));
  }

  @Test
  void roundsOfOneNetworkShareTheTrainer() {
    Network network = Network.of("4 8/2");
    assertSame(ExecutorTrainer.of(network, false, 1), ExecutorTrainer.of(network, false, 1));
  }
}
