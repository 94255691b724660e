package dev.cirrus.training.network;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.training.data.BadDataException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads models written by {@link OnnxWriter}, so that training can continue from them. */
public final class OnnxReader {
  private final String name;
  private final ModelProto model;

  private OnnxReader(String name, ModelProto model) {
    this.name = name;
    this.model = model;
  }

  /** A network and its parameters, its batch normalisation folded into the convolutions. */
  // Never compared; the array is large, shared and not modified.
  @SuppressWarnings("ArrayRecordComponent")
  public record Model(Network network, float[] parameters) {}

  /** Reads a model; errors call the file {@code name}. */
  public static Model read(byte[] onnx, String name) {
    try {
      return new OnnxReader(name, ModelProto.parseFrom(onnx)).read();
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new BadDataException(
          name + " is not a model written by this job: " + e.getMessage(), e);
    }
  }

  private Model read() {
    String shape =
        model.getMetadataPropsList().stream()
            .filter(property -> property.getKey().equals(OnnxWriter.SHAPE))
            .map(StringStringEntryProto::getValue)
            .findFirst()
            .orElseThrow(() -> new BadDataException(name + " does not state its network's shape."));
    Network network = Network.of(shape);
    if (outputs() == Classification.DIGITS) {
      throw new BadDataException(
          name
              + " has ten outputs, without one for \"not a digit\". Training cannot continue from it:"
              + " train a model from the beginning (./cirrus train without --continue), or roll back"
              + " to one with eleven.");
    }
    float[] parameters = new float[network.size()];
    int at = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      Network.Layer layer = network.layers().get(i);
      int out = layer.out();
      System.arraycopy(tensor("w" + i, layer.weights()), 0, parameters, at, layer.weights());
      at += layer.weights();
      Arrays.fill(parameters, at, at + out, 1);
      System.arraycopy(tensor("b" + i, out), 0, parameters, at + out, out);
      Arrays.fill(parameters, at + 3 * out, at + 4 * out, 1 - Network.EPSILON);
      at += 4 * out;
    }
    int outputs = Network.CLASSES * network.features();
    System.arraycopy(tensor("w", outputs), 0, parameters, at, outputs);
    System.arraycopy(tensor("b", Network.CLASSES), 0, parameters, at + outputs, Network.CLASSES);
    return new Model(network, parameters);
  }

  /** The number of outputs, or -1 if the model does not state it. */
  private long outputs() {
    return model.getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals("b") && tensor.getDimsCount() == 1)
        .mapToLong(tensor -> tensor.getDims(0))
        .findFirst()
        .orElse(-1);
  }

  private float[] tensor(String title, int size) {
    TensorProto tensor =
        model.getGraph().getInitializerList().stream()
            .filter(t -> t.getName().equals(title))
            .filter(t -> t.getRawData().size() == size * Float.BYTES)
            .findFirst()
            .orElseThrow(
                () -> new BadDataException(name + " has no " + size + " weights " + title + "."));
    float[] values = new float[size];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }
}
