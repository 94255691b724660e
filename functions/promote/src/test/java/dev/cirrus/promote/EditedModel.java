package dev.cirrus.promote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An ONNX model with a graph that tests edit to give it one defect, or a harmless difference. */
final class EditedModel {
  /** The digits and "not a digit". */
  private static final int OUTPUTS = 11;

  private final ModelProto.Builder model;
  private final GraphProto.Builder graph;

  EditedModel(byte[] onnx) {
    try {
      model = ModelProto.parseFrom(onnx).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX model", e);
    }
    graph = model.getGraphBuilder();
  }

  byte[] bytes() {
    return model.build().toByteArray();
  }

  /** Reports digit n as digit n - 1. */
  EditedModel withShuffledOutputs() {
    renameOutput("probabilities", "unshuffled");
    integers("order", 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10);
    node("Gather", "probabilities", "unshuffled", "order").addAttribute(axis(1));
    return this;
  }

  /** Never predicts one of the digits. */
  EditedModel without(int digit) {
    float[] offsets = new float[OUTPUTS];
    offsets[digit] = -100;
    return onLogits("Add", offsets);
  }

  /** Predicts the same digits with little confidence. */
  EditedModel unsure() {
    float[] factors = new float[OUTPUTS];
    Arrays.fill(factors, 0.2f);
    return onLogits("Mul", factors);
  }

  /** Expects values from 0 to 255. */
  EditedModel forBytes() {
    renameInput("image", "smaller");
    floats("scale", new long[] {1}, 1 / 255f);
    node("Mul", "smaller", "image", "scale");
    return this;
  }

  /** Expects dark ink on bright paper. */
  EditedModel forDarkInk() {
    renameInput("image", "inverted");
    floats("one", new long[] {1}, 1);
    node("Sub", "inverted", "one", "image");
    return this;
  }

  /** Predicts the same after convolutions that add nothing. */
  EditedModel slower(int layers) {
    renameInput("image", "worked");
    integers("wide", -1, 1, 28, 28);
    integers("flat", -1, 784);
    integers("first shape", 64, 1, 3, 3);
    integers("middle shape", 64, 64, 3, 3);
    integers("last shape", 1, 64, 3, 3);
    for (String name : List.of("first", "middle", "last")) {
      node("ConstantOfShape", name, name + " shape");
    }
    node("Reshape", "wide image", "image", "wide");
    convolution("work 0", "wide image", "first");
    for (int i = 1; i < layers; i++) {
      convolution("work " + i, "work " + (i - 1), "middle");
    }
    convolution("nothing", "work " + (layers - 1), "last");
    node("Reshape", "flat nothing", "nothing", "flat");
    node("Add", "worked", "image", "flat nothing");
    return this;
  }

  /** Predicts the same with this many unused bytes. */
  EditedModel larger(int bytes) {
    floats("ballast", new long[] {bytes / 4}, new float[bytes / 4]);
    return this;
  }

  /** Has NaN as the first weight of the last layer. */
  EditedModel withNanWeight() {
    String logits = producer("probabilities").getInput(0);
    String weights = producer(logits).getInput(1);
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      if (tensor.getName().equals(weights)) {
        byte[] data = tensor.getRawData().toByteArray();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
        tensor.setRawData(ByteString.copyFrom(data));
      }
    }
    return this;
  }

  private EditedModel onLogits(String operator, float[] values) {
    String logits = producer("probabilities").getInput(0);
    renameOutput(logits, "unchanged");
    floats("change", new long[] {OUTPUTS}, values);
    node(operator, logits, "unchanged", "change");
    return this;
  }

  private NodeProto.Builder producer(String output) {
    return graph.getNodeBuilderList().stream()
        .filter(node -> node.getOutputList().contains(output))
        .findFirst()
        .orElseThrow();
  }

  private void renameOutput(String from, String to) {
    producer(from).setOutput(0, to);
  }

  private void renameInput(String from, String to) {
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(from)) {
          node.setInput(i, to);
        }
      }
    }
  }

  /** Adds a node at the end; ONNX Runtime sorts the nodes itself. */
  private NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private void convolution(String output, String input, String weights) {
    AttributeProto.Builder pads =
        node("Conv", output, input, weights)
            .addAttributeBuilder()
            .setName("pads")
            .setType(AttributeProto.AttributeType.INTS);
    for (int side = 0; side < 4; side++) {
      pads.addInts(1);
    }
  }

  private static AttributeProto axis(long axis) {
    return AttributeProto.newBuilder()
        .setName("axis")
        .setType(AttributeProto.AttributeType.INT)
        .setI(axis)
        .build();
  }

  private void floats(String name, long[] shape, float... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    tensor(name, TensorProto.DataType.FLOAT_VALUE, data, shape);
  }

  private void integers(String name, long... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    tensor(name, TensorProto.DataType.INT64_VALUE, data, values.length);
  }

  private void tensor(String name, int type, ByteBuffer data, long... shape) {
    TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(data));
    Arrays.stream(shape).forEach(tensor::addDims);
  }
}
