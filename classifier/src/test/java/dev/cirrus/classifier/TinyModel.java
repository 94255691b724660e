package dev.cirrus.classifier;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Builds small models for tests, with one layer and a softmax. By default they recognize the known
 * digit that is most similar to an image. Most options break the model in one way.
 */
public final class TinyModel {
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;

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

  /** Returns the known digits as input for a classifier. */
  public static float[][] knownDigits() {
    return KnownDigits.images();
  }

  /** Changes the bytes of the model but not its outputs. */
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
   * @param bias 0 if only a blank image is not a digit; higher for a model that recognizes fewer
   *     images as digits
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

  /** Gives each class the weights of the class that {@code other} returns for it. */
  public TinyModel withWeightsOfClass(UnaryOperator<Integer> other) {
    classOf = other;
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
    GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    if (squeeze) {
      graph.addNode(node("Squeeze", "squeezed", inputName));
    }
    graph
        .addNode(node("MatMul", "product", squeeze ? "squeezed" : inputName, "weights"))
        .addNode(node("Add", softmax ? "sum" : outputName, "product", "bias"));
    if (softmax) {
      graph.addNode(node("Softmax", outputName, "sum"));
    }
    graph
        .addInitializer(tensor("weights", weights.apply(matrix), values, columns))
        .addInitializer(tensor("bias", bias, columns))
        .addInput(value(inputName, inputType, values))
        .addOutput(value(outputName, FLOAT, columns));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("cirrus" + note)
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .build()
        .toByteArray();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static TensorProto tensor(String name, float[] data, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(data);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .setRawData(ByteString.copyFrom(raw));
    Arrays.stream(shape).forEach(tensor::addDims);
    return tensor.build();
  }

  private ValueInfoProto value(String name, int type, long width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (batch < 0) {
      shape.addDimBuilder().setDimParam("n");
    } else {
      shape.addDimBuilder().setDimValue(batch);
    }
    shape.addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
