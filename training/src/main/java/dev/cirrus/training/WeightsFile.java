package dev.cirrus.training;

import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.RoundResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The parameters of a network that was trained elsewhere: little-endian floats in the order of
 * {@link dev.cirrus.training.network.Network}.
 */
final class WeightsFile {
  private WeightsFile() {}

  /**
   * Reads the parameters as the state of a finished run.
   *
   * @param name what errors call the file
   */
  static Checkpoint read(byte[] bytes, String name, TrainingRun run) {
    int expected = run.network().size();
    if (bytes.length != expected * Float.BYTES) {
      throw new BadDataException(
          name
              + ": expected "
              + expected
              + " floats for the network "
              + run.network().shape()
              + " but got "
              + bytes.length
              + " bytes.");
    }
    float[] parameters = new float[expected];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(parameters);
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        throw new BadDataException(name + " contains a parameter that is not a finite number.");
      }
    }
    RoundResult state = new RoundResult(parameters, new float[0], Double.NaN);
    return new Checkpoint(run.id(), run.recipe().schedule().rounds(), 0, state, List.of());
  }
}
