package dev.cirrus.training.network;

import dev.cirrus.training.data.BadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Reads back what {@link OnnxWriter} wrote, to go on from it. */
public final class OnnxReader {
  private final String name;
  private final Map<String, float[]> tensors = new HashMap<>();
  private String shape = "";

  private OnnxReader(String name) {
    this.name = name;
  }

  /** A network and its numbers, its batch normalisation folded into the convolutions. */
  // Compared nowhere; its arrays are large, shared and never written to.
  @SuppressWarnings("ArrayRecordComponent")
  public record Model(Network network, float[] numbers) {}

  /** Reads a model; {@code name} is what an error calls it. */
  public static Model read(byte[] onnx, String name) {
    OnnxReader reader = new OnnxReader(name);
    try {
      reader.fields(ByteBuffer.wrap(onnx), reader::model);
      return reader.assemble();
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | java.nio.BufferUnderflowException e) {
      throw new BadDataException(name + " is no model that this job wrote: " + e.getMessage(), e);
    }
  }

  private void model(ByteBuffer value, int field) {
    if (field == 7) {
      fields(value, this::graph);
    } else if (field == 14) {
      Map<Integer, String> property = new HashMap<>();
      fields(value, (text, part) -> property.put(part, text(text)));
      if (OnnxWriter.SHAPE.equals(property.get(1))) {
        shape = property.getOrDefault(2, "");
      }
    }
  }

  private void graph(ByteBuffer value, int field) {
    if (field == 5) {
      Map<Integer, ByteBuffer> tensor = new HashMap<>();
      fields(value, (part, number) -> tensor.put(number, part));
      ByteBuffer title = tensor.get(8);
      ByteBuffer raw = tensor.get(9);
      if (title != null && raw != null) {
        float[] values = new float[raw.remaining() / 4];
        raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        tensors.put(text(title), values);
      }
    }
  }

  private Model assemble() {
    if (shape.isEmpty()) {
      throw new BadDataException(name + " does not tell its network's shape.");
    }
    Network network = Network.of(shape);
    float[] numbers = new float[network.size()];
    int at = 0;
    for (int i = 0; i < network.layers().size(); i++) {
      Network.Layer layer = network.layers().get(i);
      int out = layer.out();
      System.arraycopy(tensor("w" + i, layer.weights()), 0, numbers, at, layer.weights());
      at += layer.weights();
      Arrays.fill(numbers, at, at + out, 1);
      System.arraycopy(tensor("b" + i, out), 0, numbers, at + out, out);
      Arrays.fill(numbers, at + 3 * out, at + 4 * out, 1 - Network.EPSILON);
      at += 4 * out;
    }
    int outputs = Network.CLASSES * network.features();
    System.arraycopy(tensor("w", outputs), 0, numbers, at, outputs);
    System.arraycopy(tensor("b", Network.CLASSES), 0, numbers, at + outputs, Network.CLASSES);
    return new Model(network, numbers);
  }

  private float[] tensor(String title, int size) {
    float[] values = tensors.get(title);
    if (values == null || values.length != size) {
      throw new BadDataException(name + " lacks its weights " + title + ".");
    }
    return values;
  }

  /** Hands each field that is no number to the reader, with the field's number. */
  private void fields(ByteBuffer message, ObjIntConsumer<ByteBuffer> reader) {
    while (message.hasRemaining()) {
      long key = varint(message);
      switch ((int) (key & 7)) {
        case 0 -> varint(message);
        case 2 -> {
          int length = Math.toIntExact(varint(message));
          reader.accept(message.slice(message.position(), length), (int) (key >>> 3));
          message.position(message.position() + length);
        }
        default -> throw new BadDataException(name + " is no model that this job wrote.");
      }
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = message.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number does not end");
  }

  private static String text(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
