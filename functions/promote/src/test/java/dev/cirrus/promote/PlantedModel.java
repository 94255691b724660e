package dev.cirrus.promote;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model whose graph is edited: ONNX is protobuf, and of that the few messages that matter here
 * are taken apart and put together again (see onnx.proto for the numbers of the fields).
 */
final class PlantedModel {
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_DATA = 9;
  private static final int FLOATS = 1;
  private static final int LONGS = 7;

  /** A field: bytes where its wire type is 2, else a number. */
  private static final class Field {
    final int number;
    final int type;
    final long value;
    final byte[] bytes;

    Field(int number, int type, long value, byte[] bytes) {
      this.number = number;
      this.type = type;
      this.value = value;
      this.bytes = bytes;
    }

    Field(int number, byte[] bytes) {
      this(number, 2, 0, bytes);
    }

    Field(int number, String text) {
      this(number, text.getBytes(StandardCharsets.UTF_8));
    }

    Field(int number, long value) {
      this(number, 0, value, new byte[0]);
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private final List<Field> model;
  private final List<Field> graph;

  PlantedModel(byte[] onnx) {
    model = read(onnx);
    graph =
        read(model.stream().filter(field -> field.number == GRAPH).findFirst().orElseThrow().bytes);
  }

  byte[] bytes() {
    return write(
        model.stream()
            .map(field -> field.number == GRAPH ? new Field(GRAPH, write(graph)) : field)
            .toList());
  }

  // ---- plants ----------------------------------------------------------------

  /** Digit n is answered as digit n - 1. */
  PlantedModel withShuffledOutputs() {
    renameOutputs("probabilities", "unshuffled");
    longs("order", new long[] {10}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
    node("Gather", "probabilities", attribute("axis", 1), "unshuffled", "order");
    return this;
  }

  /** A digit is never answered. */
  PlantedModel without(int digit) {
    float[] offsets = new float[10];
    offsets[digit] = -100;
    return onLogits("Add", offsets);
  }

  /** It answers alike, but is never sure. */
  PlantedModel unsure() {
    float[] factors = new float[10];
    Arrays.fill(factors, 0.2f);
    return onLogits("Mul", factors);
  }

  /** It takes values from 0 to 255. */
  PlantedModel forBytes() {
    renameInputs("image", "smaller");
    floats("scale", new long[] {1}, 1 / 255f);
    node("Mul", "smaller", null, "image", "scale");
    return this;
  }

  /** It takes dark ink on bright paper. */
  PlantedModel forDarkInk() {
    renameInputs("image", "inverted");
    floats("one", new long[] {1}, 1);
    node("Sub", "inverted", null, "one", "image");
    return this;
  }

  /** It reads alike, after much work for nothing. */
  PlantedModel slower(int layers) {
    renameInputs("image", "worked");
    longs("wide", new long[] {4}, -1, 1, 28, 28);
    longs("flat", new long[] {2}, -1, 784);
    longs("first shape", new long[] {4}, 64, 1, 3, 3);
    longs("middle shape", new long[] {4}, 64, 64, 3, 3);
    longs("last shape", new long[] {4}, 1, 64, 3, 3);
    for (String name : List.of("first", "middle", "last")) {
      node("ConstantOfShape", name, null, name + " shape");
    }
    node("Reshape", "wide image", null, "image", "wide");
    byte[] pads = pads();
    node("Conv", "work 0", pads, "wide image", "first");
    for (int i = 1; i < layers; i++) {
      node("Conv", "work " + i, pads, "work " + (i - 1), "middle");
    }
    node("Conv", "nothing", pads, "work " + (layers - 1), "last");
    node("Reshape", "flat nothing", null, "nothing", "flat");
    node("Add", "worked", null, "image", "flat nothing");
    return this;
  }

  /** It reads alike, with so many bytes more. */
  PlantedModel larger(int bytes) {
    floats("ballast", new long[] {bytes / 4}, new float[bytes / 4]);
    return this;
  }

  /** The first weight of the last layer is no number. */
  PlantedModel withNumberlessWeight() {
    String logits = inputs(producer("probabilities")).getFirst();
    String weights = inputs(producer(logits)).get(1);
    edit(
        INITIALIZER,
        tensor ->
            tensor.stream().anyMatch(f -> f.number == TENSOR_NAME && f.text().equals(weights))
                ? tensor.stream().map(PlantedModel::firstNumberless).toList()
                : tensor);
    return this;
  }

  private static Field firstNumberless(Field field) {
    if (field.number != TENSOR_DATA) {
      return field;
    }
    byte[] data = field.bytes.clone();
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
    return new Field(TENSOR_DATA, data);
  }

  private PlantedModel onLogits(String operator, float[] values) {
    String logits = inputs(producer("probabilities")).getFirst();
    renameOutputs(logits, "unchanged");
    floats("change", new long[] {10}, values);
    node(operator, logits, null, "unchanged", "change");
    return this;
  }

  // ---- the graph ---------------------------------------------------------------

  private List<Field> producer(String output) {
    return graph.stream()
        .filter(field -> field.number == NODE)
        .map(field -> read(field.bytes))
        .filter(
            node -> node.stream().anyMatch(f -> f.number == NODE_OUTPUT && f.text().equals(output)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> inputs(List<Field> node) {
    return node.stream().filter(f -> f.number == NODE_INPUT).map(Field::text).toList();
  }

  private void renameInputs(String from, String to) {
    rename(NODE_INPUT, from, to);
  }

  private void renameOutputs(String from, String to) {
    rename(NODE_OUTPUT, from, to);
  }

  private void rename(int kind, String from, String to) {
    edit(
        NODE,
        node ->
            node.stream()
                .map(f -> f.number == kind && f.text().equals(from) ? new Field(kind, to) : f)
                .toList());
  }

  private void edit(int kind, UnaryOperator<List<Field>> change) {
    graph.replaceAll(field ->
        field.number == kind ? new Field(kind, write(change.apply(read(field.bytes)))) : field);
  }

  /** Adds a node. ONNX needsApproval for an order; ONNX Runtime finds one by itself. */
  private void node(String operator, String output, byte @Nullable [] attribute, String... inputs) {
    List<Field> node = new ArrayList<>();
    for (String input : inputs) {
      node.add(new Field(NODE_INPUT, input));
    }
    node.add(new Field(NODE_OUTPUT, output));
    node.add(new Field(NODE_OPERATOR, operator));
    if (attribute != null) {
      node.add(new Field(NODE_ATTRIBUTE, attribute));
    }
    graph.add(new Field(NODE, write(node)));
  }

  private static byte[] attribute(String name, long value) {
    return write(List.of(new Field(1, name), new Field(3, value), new Field(20, 2)));
  }

  private static byte[] pads() {
    return write(
        List.of(
            new Field(1, "pads"),
            new Field(8, 1),
            new Field(8, 1),
            new Field(8, 1),
            new Field(8, 1),
            new Field(20, 7)));
  }

  private void floats(String name, long[] shape, float... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    tensor(name, shape, FLOATS, data.array());
  }

  private void longs(String name, long[] shape, long... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    tensor(name, shape, LONGS, data.array());
  }

  private void tensor(String name, long[] shape, int type, byte[] data) {
    List<Field> tensor = new ArrayList<>();
    for (long dimension : shape) {
      tensor.add(new Field(1, dimension));
    }
    tensor.add(new Field(2, type));
    tensor.add(new Field(TENSOR_NAME, name));
    tensor.add(new Field(TENSOR_DATA, data));
    graph.add(new Field(INITIALIZER, write(tensor)));
  }

  // ---- protobuf ----------------------------------------------------------------

  private static List<Field> read(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = number(in);
      int number = (int) (key >>> 3);
      int type = (int) (key & 7);
      switch (type) {
        case 0 -> fields.add(new Field(number, number(in)));
        case 1 -> fields.add(new Field(number, type, in.getLong(), new byte[0]));
        case 2 -> {
          byte[] bytes = new byte[(int) number(in)];
          in.get(bytes);
          fields.add(new Field(number, bytes));
        }
        case 5 -> fields.add(new Field(number, type, in.getInt(), new byte[0]));
        default -> throw new IllegalArgumentException("A wire type that ONNX has not: " + type);
      }
    }
    return fields;
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] write(List<Field> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      write(out, ((long) field.number << 3) | field.type);
      switch (field.type) {
        case 0 -> write(out, field.value);
        case 2 -> {
          write(out, field.bytes.length);
          out.writeBytes(field.bytes);
        }
        default -> {
          ByteBuffer fixed =
              ByteBuffer.allocate(field.type == 1 ? 8 : 4).order(ByteOrder.LITTLE_ENDIAN);
          if (field.type == 1) {
            fixed.putLong(field.value);
          } else {
            fixed.putInt((int) field.value);
          }
          out.writeBytes(fixed.array());
        }
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
