package dev.cirrus.training.network;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.cirrus.training.data.LabeledImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Writes a network as ONNX, with each batch normalisation folded into its convolution. */
public final class OnnxWriter {
  /** The metadata property that holds the network's shape, from which {@link OnnxReader} reads. */
  static final String SHAPE = "shape";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("cirrus");

  private OnnxWriter() {}

  /**
   * Returns the network as the bytes of an ONNX model.
   *
   * @param temperature by which the logits are divided
   */
  public static byte[] write(Network network, float[] parameters, float temperature) {
    return new OnnxWriter().model(network, parameters, temperature);
  }

  private byte[] model(Network network, float[] parameters, float temperature) {
    initializer("side", new long[] {-1, 1, LabeledImages.SIDE, LabeledImages.SIDE});
    node("Reshape", "x0", "image", "side");
    String before = "x0";
    String at = "x0";
    int from = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      Network.Layer layer = network.layers().get(i);
      convolution(i, layer, Arrays.copyOfRange(parameters, from, from + layer.parameters()));
      from += layer.parameters();
      node("Conv", "c" + i, at, "w" + i, "b" + i)
          .addAttribute(integers("kernel_shape", 3, 3))
          .addAttribute(integers("pads", 1, 1, 1, 1))
          .addAttribute(integers("strides", layer.stride(), layer.stride()));
      String sum = "c" + i;
      if (layer.skip()) {
        node("Add", "s" + i, sum, before);
        sum = "s" + i;
      }
      before = at;
      at = "r" + i;
      node("Relu", at, sum);
    }
    node("GlobalAveragePool", "pool", at);
    node("Flatten", "features", "pool");
    outputs(network, Arrays.copyOfRange(parameters, from, parameters.length), temperature);
    node("Gemm", "logits", "features", "w", "b").addAttribute(integer("transB", 1));
    node("Softmax", "probabilities", "logits").addAttribute(integer("axis", 1));
    graph.addInput(value("image", LabeledImages.PIXELS));
    graph.addOutput(value("probabilities", Network.CLASSES));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("cirrus")
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(SHAPE).setValue(network.shape()))
        .build()
        .toByteArray();
  }

  private void convolution(int index, Network.Layer layer, float[] parameters) {
    int out = layer.out();
    int each = layer.in() * 9;
    int scales = layer.weights();
    float[] weights = Arrays.copyOf(parameters, scales);
    float[] biases = new float[out];
    for (int c = 0; c < out; c++) {
      float variance = parameters[scales + 3 * out + c];
      float factor = (float) (parameters[scales + c] / Math.sqrt(variance + Network.EPSILON));
      for (int i = 0; i < each; i++) {
        weights[c * each + i] *= factor;
      }
      biases[c] = parameters[scales + out + c] - parameters[scales + 2 * out + c] * factor;
    }
    initializer("w" + index, weights, out, layer.in(), 3, 3);
    initializer("b" + index, biases, out);
  }

  private void outputs(Network network, float[] parameters, float temperature) {
    float[] scaled = parameters.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= temperature;
    }
    int weights = Network.CLASSES * network.features();
    initializer("w", Arrays.copyOf(scaled, weights), Network.CLASSES, network.features());
    initializer("b", Arrays.copyOfRange(scaled, weights, scaled.length), Network.CLASSES);
  }

  private void initializer(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(raw));
    Arrays.stream(shape).forEach(tensor::addDims);
  }

  private void initializer(String name, long[] values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    graph
        .addInitializerBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64_VALUE)
        .addDims(values.length)
        .setRawData(ByteString.copyFrom(raw));
  }

  private NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setName(output)
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  /** A matrix of floats with any number of rows. */
  private static ValueInfoProto value(String name, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("n");
    shape.addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }
}
