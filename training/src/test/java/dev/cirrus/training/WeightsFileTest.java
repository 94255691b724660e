package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.training.data.BadDataMessage;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightsFileTest {
  private static final Network NETWORK = Network.of("4 8/2");
  private static final TrainingRun RUN = run();

  private static TrainingRun run() {
    LabeledImages images = TinyData.images(10, 1);
    TrainingSet set = new TrainingSet(images, List.of(), List.of(), images.slice(0, 0));
    Datasets datasets = new Datasets(set, images, images, List.of(), List.of(), 0, Map.of());
    Recipe recipe = Recipe.full().ofShape(NETWORK.shape());
    return new TrainingRun(recipe, datasets, NETWORK, new float[0], false, "");
  }

  private static byte[] bytes(float[] parameters) {
    ByteBuffer bytes =
        ByteBuffer.allocate(parameters.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(parameters);
    return bytes.array();
  }

  @Test
  void littleEndianFloatsAreTheParametersOfAFinishedRun() {
    float[] parameters = NETWORK.initial(1);
    assertArrayEquals(
        parameters, WeightsFile.read(bytes(parameters), "w.bin", RUN).state().parameters());
  }

  @Test
  void aFileOfAnotherNetworkIsRejected() {
    assertEquals(
        "w.bin: expected " + NETWORK.size() + " floats for the network 4 8/2 but got 8 bytes.",
        BadDataMessage.of(() -> WeightsFile.read(new byte[8], "w.bin", RUN)));
  }

  @Test
  void aParameterThatIsNotFiniteIsRejected() {
    float[] parameters = NETWORK.initial(1);
    parameters[3] = Float.NaN;
    assertEquals(
        "w.bin contains a parameter that is not a finite number.",
        BadDataMessage.of(() -> WeightsFile.read(bytes(parameters), "w.bin", RUN)));
  }
}
