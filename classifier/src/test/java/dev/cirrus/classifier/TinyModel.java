package dev.cirrus.classifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Builds small models for tests: one layer and a softmax, which by default names the known digit
 * that an image is nearest to. Most options break the model in one way.
 */
public final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private String inputName = "image";
  private String outputName = "probabilities";
  private int values = Classifier.VALUES;
  private long batch = -1;
  private int inputType = FLOAT;
  private boolean softmax = true;
  private boolean squeeze;
  private int columns = Classification.DIGITS;
  private float notADigitBias;
  private UnaryOperator<float[]> weights = UnaryOperator.identity();
  private UnaryOperator<Integer> classOf = UnaryOperator.identity();
  private String note = "";

  private TinyModel() {}

  public static TinyModel thatReadsKnownDigits() {
    return new TinyModel();
  }

  /** The known digits, as a classifier takes them. */
  public static float[][] knownDigits() {
    return KnownDigits.images();
  }

  /** Makes a model with other bytes and the same output. */
  public TinyModel withNote(String text) {
    note = text;
    return this;
  }

  public TinyModel withInput(String name) {
    inputName = name;
    return this;
  }

  public TinyModel withOutput(String name) {
    outputName = name;
    return this;
  }

  public TinyModel withValues(int count) {
    values = count;
    return this;
  }

  public TinyModel withBatchOf(long count) {
    batch = count;
    return this;
  }

  public TinyModel withIntegers() {
    inputType = INT64;
    return this;
  }

  public TinyModel withoutSoftmax() {
    softmax = false;
    return this;
  }

  /**
   * Adds an eleventh output for "not a digit".
   *
   * @param bias 0 for a blank image being the least like any known digit; higher for a model that
   *     recognises fewer images as digits
   */
  public TinyModel withNotADigit(float bias) {
    columns = Classification.DIGITS + 1;
    notADigitBias = bias;
    return this;
  }

  /** Adds a Squeeze without axes: it drops the batch's dimension if the batch has one image. */
  public TinyModel withSqueeze() {
    squeeze = true;
    return this;
  }

  public TinyModel withWeights(UnaryOperator<float[]> change) {
    weights = change;
    return this;
  }

  /** Gives the class {@code from} the weights of the class {@code to}. */
  public TinyModel withClass(UnaryOperator<Integer> change) {
    classOf = change;
    return this;
  }

  public byte[] build() {
    float[][] known = KnownDigits.images();
    float[] matrix = new float[values * columns];
    float[] bias = new float[columns];
    if (columns > Classification.DIGITS) {
      bias[Classification.DIGITS] = notADigitBias;
    }
    for (int k = 0; k < Classification.DIGITS; k++) {
      float[] digit = known[classOf.apply(k)];
      for (int i = 0; i < Math.min(values, digit.length); i++) {
        matrix[i * columns + k] = digit[i];
        bias[k] -= digit[i] * digit[i] / 2;
      }
    }
    Message graph = new Message();
    if (squeeze) {
      graph.message(1, node("Squeeze", "squeezed", inputName));
    }
    graph
        .message(1, node("MatMul", "product", squeeze ? "squeezed" : inputName, "weights"))
        .message(1, node("Add", softmax ? "sum" : outputName, "product", "bias"));
    if (softmax) {
      graph.message(1, node("Softmax", outputName, "sum"));
    }
    graph
        .text(2, "tiny")
        .message(5, tensor("weights", weights.apply(matrix), values, columns))
        .message(5, tensor("bias", bias, columns))
        .message(11, value(inputName, inputType, values))
        .message(12, value(outputName, FLOAT, columns));
    return new Message()
        .number(1, 8)
        .text(2, "cirrus" + note)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 17))
        .bytes();
  }

  private static Message node(String operator, String output, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, operator);
  }

  private static Message tensor(String name, float[] data, long... shape) {
    Message tensor = new Message();
    for (long side : shape) {
      tensor.number(1, side);
    }
    ByteBuffer raw = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(data);
    return tensor.number(2, FLOAT).text(8, name).raw(9, raw.array());
  }

  private Message value(String name, int type, long width) {
    Message first = batch < 0 ? new Message().text(2, "n") : new Message().number(1, batch);
    Message shape = new Message().message(1, first).message(1, new Message().number(1, width));
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A message in the Protocol Buffers encoding, written field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return raw(field, value.bytes());
    }

    Message raw(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
