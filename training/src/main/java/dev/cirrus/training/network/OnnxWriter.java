package dev.cirrus.training.network;

import dev.cirrus.training.data.LabeledImages;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a network as ONNX (IR 8, opset 17), each batch normalisation folded into its convolution.
 * ONNX is protobuf, of which this writes the few messages that it needs: see onnx.proto.
 */
public final class OnnxWriter {
  /** The property that keeps the network's shape, for who goes on from a model. */
  public static final String SHAPE = "shape";

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final Message graph = new Message();

  private OnnxWriter() {}

  /** The network as the bytes of an ONNX model; its outputs are divided by the temperature. */
  public static byte[] write(Network network, float[] numbers, float temperature) {
    return new OnnxWriter().model(network, numbers, temperature);
  }

  private byte[] model(Network network, float[] numbers, float temperature) {
    initializer("side", new long[] {4}, new long[] {-1, 1, LabeledImages.SIDE, LabeledImages.SIDE});
    node("Reshape", "x0", new String[] {"image", "side"});
    String before = "x0";
    String at = "x0";
    int from = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      Network.Layer layer = network.layers().get(i);
      convolution(i, layer, Arrays.copyOfRange(numbers, from, from + layer.numbers()));
      from += layer.numbers();
      node(
          "Conv",
          "c" + i,
          new String[] {at, "w" + i, "b" + i},
          ints("kernel_shape", 3, 3),
          ints("pads", 1, 1, 1, 1),
          ints("strides", layer.stride(), layer.stride()));
      String sum = "c" + i;
      if (layer.skip()) {
        node("Add", "s" + i, new String[] {sum, before});
        sum = "s" + i;
      }
      before = at;
      at = "r" + i;
      node("Relu", at, new String[] {sum});
    }
    node("GlobalAveragePool", "pool", new String[] {at});
    node("Flatten", "features", new String[] {"pool"});
    outputs(network, Arrays.copyOfRange(numbers, from, numbers.length), temperature);
    node("Gemm", "logits", new String[] {"features", "w", "b"}, integer("transB", 1));
    node("Softmax", "probabilities", new String[] {"logits"}, integer("axis", 1));
    graph.text(2, "cirrus");
    graph.message(11, value("image", LabeledImages.PIXELS));
    graph.message(12, value("probabilities", Network.CLASSES));
    return new Message()
        .number(1, 8)
        .text(2, "cirrus")
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 17))
        .message(14, new Message().text(1, SHAPE).text(2, network.shape()))
        .bytes();
  }

  private void convolution(int index, Network.Layer layer, float[] numbers) {
    int out = layer.out();
    int each = layer.in() * 9;
    int scales = layer.weights();
    float[] weights = Arrays.copyOf(numbers, scales);
    float[] shifts = new float[out];
    for (int c = 0; c < out; c++) {
      float variance = numbers[scales + 3 * out + c];
      float factor = (float) (numbers[scales + c] / Math.sqrt(variance + Network.EPSILON));
      for (int i = 0; i < each; i++) {
        weights[c * each + i] *= factor;
      }
      shifts[c] = numbers[scales + out + c] - numbers[scales + 2 * out + c] * factor;
    }
    initializer("w" + index, new long[] {out, layer.in(), 3, 3}, weights);
    initializer("b" + index, new long[] {out}, shifts);
  }

  private void outputs(Network network, float[] numbers, float temperature) {
    float[] cooled = numbers.clone();
    for (int i = 0; i < cooled.length; i++) {
      cooled[i] /= temperature;
    }
    int weights = Network.CLASSES * network.features();
    initializer(
        "w", new long[] {Network.CLASSES, network.features()}, Arrays.copyOf(cooled, weights));
    initializer(
        "b", new long[] {Network.CLASSES}, Arrays.copyOfRange(cooled, weights, cooled.length));
  }

  private void initializer(String name, long[] dimensions, float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    initializer(name, dimensions, FLOAT, raw.array());
  }

  private void initializer(String name, long[] dimensions, long[] values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    initializer(name, dimensions, INT64, raw.array());
  }

  private void initializer(String name, long[] dimensions, int type, byte[] raw) {
    Message tensor = new Message();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    graph.message(5, tensor.number(2, type).text(8, name).data(9, raw));
  }

  private void node(String operator, String output, String[] inputs, Message... attributes) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(3, output).text(4, operator);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
  }

  private static Message integer(String name, long value) {
    return new Message().text(1, name).number(3, value).number(20, 2);
  }

  private static Message ints(String name, long... values) {
    Message attribute = new Message().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  private static Message value(String name, int width) {
    Message shape =
        new Message()
            .message(1, new Message().text(2, "n"))
            .message(1, new Message().number(1, width));
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String text) {
      return data(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message message) {
      return data(field, message.bytes());
    }

    Message data(int field, byte[] data) {
      varint(((long) field << 3) | 2);
      varint(data.length);
      out.writeBytes(data);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
