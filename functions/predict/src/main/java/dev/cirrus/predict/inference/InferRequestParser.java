package dev.cirrus.predict.inference;

import static dev.cirrus.predict.inference.InferenceException.badRequest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.json.Json;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a request for inference. The values of the tensor are in the JSON or, with the extension
 * for binary tensors, after it; the header {@code Inference-Header-Content-Length} is then the
 * length of the JSON.
 */
final class InferRequestParser {
  private static final int MAX_VALUES = Prediction.MAX_DIGITS * Pixels.COUNT;
  private static final String BINARY = "application/octet-stream";

  private final ByteBuffer binary;
  private @Nullable String id;
  private @Nullable Tensor input;
  private final Set<String> outputs = new HashSet<>();

  private InferRequestParser(ByteBuffer binary) {
    this.binary = binary;
  }

  /** The properties of an input, which may come in any order. */
  private static final class Tensor {
    @Nullable String name;
    @Nullable String datatype;
    final List<Integer> shape = new ArrayList<>();
    float @Nullable [] data;
    int binaryBytes = -1;
  }

  static InferRequest parse(ApiRequest request) {
    byte[] body = request.body();
    int jsonLength = jsonLength(request, body.length);
    InferRequestParser parser =
        new InferRequestParser(ByteBuffer.wrap(body, jsonLength, body.length - jsonLength));
    try (JsonParser json = Json.parser(Arrays.copyOf(body, jsonLength))) {
      return parser.parse(json);
    } catch (JsonProcessingException e) {
      throw badRequest(
          "expected valid JSON but it is broken at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (CharConversionException e) {
      // Zeros at the start look like UTF-32 to Jackson.
      throw badRequest("expected JSON in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int jsonLength(ApiRequest request, int bodyLength) {
    Optional<String> header = request.header("Inference-Header-Content-Length");
    if (header.isEmpty()) {
      return bodyLength;
    }
    if (!request.mediaType().equals(BINARY)) {
      throw badRequest(
          "binary tensors need 'Content-Type: " + BINARY + "': add it, or send the data as JSON");
    }
    try {
      int length = Integer.parseInt(header.get());
      if (length >= 0 && length <= bodyLength) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw badRequest("expected Inference-Header-Content-Length to be the length of the JSON part");
  }

  private InferRequest parse(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw badRequest("expected a JSON object with 'inputs'");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String property = json.currentName();
      json.nextToken();
      switch (property) {
        case "id" -> id = string(json, "id");
        case "inputs" -> parseInputs(json);
        case "outputs" -> parseOutputs(json);
        default -> json.skipChildren();
      }
    }
    require(json.nextToken() == null, "expected nothing after the JSON object");
    return new InferRequest(
        id, images(), outputs.isEmpty() ? Set.copyOf(OpenInferenceApi.OUTPUTS) : outputs);
  }

  private void parseInputs(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "expected 'inputs' to be a list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.currentToken() == JsonToken.START_OBJECT && input == null,
          "expected 'inputs' to contain one tensor, '" + OpenInferenceApi.INPUT + "'");
      input = tensor(json);
    }
  }

  private static Tensor tensor(JsonParser json) throws IOException {
    Tensor tensor = new Tensor();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String property = json.currentName();
      json.nextToken();
      switch (property) {
        case "name" -> tensor.name = string(json, "name");
        case "datatype" -> tensor.datatype = string(json, "datatype");
        case "shape" -> parseShape(json, tensor.shape);
        case "data" -> tensor.data = data(json);
        case "parameters" -> tensor.binaryBytes = binaryBytes(json);
        default -> json.skipChildren();
      }
    }
    return tensor;
  }

  private static void parseShape(JsonParser json, List<Integer> shape) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "expected 'shape' to be a list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.currentToken() == JsonToken.VALUE_NUMBER_INT && shape.size() < 4,
          "expected 'shape' to be [n, 784] or [n, 1, 28, 28]");
      shape.add(json.getValueAsInt(-1));
    }
  }

  /** Parses the values, nested or flat, in row-major order. */
  private static float[] data(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "expected 'data' to be a list");
    float[] values = new float[Pixels.COUNT];
    int count = 0;
    for (int depth = 1; depth > 0; ) {
      switch (json.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          require(
              count < MAX_VALUES,
              "expected at most " + Prediction.MAX_DIGITS + " images: send several requests");
          if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(MAX_VALUES, 2 * count));
          }
          values[count++] = json.getFloatValue();
        }
        case null, default -> throw badRequest("expected 'data' to contain numbers only");
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static int binaryBytes(JsonParser json) throws IOException {
    int bytes = -1;
    require(json.currentToken() == JsonToken.START_OBJECT, "expected 'parameters' to be an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean isSize = json.currentName().equals("binary_data_size");
      json.nextToken();
      if (isSize) {
        bytes = json.getValueAsInt(-1);
        require(bytes >= 0, "expected 'binary_data_size' to be a number of bytes");
      } else {
        json.skipChildren();
      }
    }
    return bytes;
  }

  private void parseOutputs(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "expected 'outputs' to be a list");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(
          json.currentToken() == JsonToken.START_OBJECT,
          "expected 'outputs' to contain objects with a 'name'");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean isName = json.currentName().equals("name");
        json.nextToken();
        if (isName) {
          String name = string(json, "name");
          require(
              OpenInferenceApi.OUTPUTS.contains(name),
              "unknown output: the outputs are " + OpenInferenceApi.OUTPUTS);
          outputs.add(name);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private List<float[]> images() {
    Tensor tensor = input;
    if (tensor == null || !OpenInferenceApi.INPUT.equals(tensor.name)) {
      throw badRequest("expected one input, '" + OpenInferenceApi.INPUT + "'");
    }
    DataType type = inputType(tensor.datatype);
    int count = imageCount(tensor.shape);
    float[] values = tensor.data;
    if (values == null) {
      values = binaryValues(type, tensor.binaryBytes, count);
    }
    if (values.length != count * Pixels.COUNT) {
      throw badRequest(
          "expected %d values for this shape but got %d"
              .formatted(count * Pixels.COUNT, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= type.ink())) {
        throw badRequest(
            "expected values from 0 (paper) to %.0f (ink) for %s but value %d is outside"
                .formatted(type.ink(), type, i + 1));
      }
      values[i] /= type.ink();
    }
    List<float[]> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      images.add(Arrays.copyOfRange(values, i * Pixels.COUNT, (i + 1) * Pixels.COUNT));
    }
    return images;
  }

  private static DataType inputType(@Nullable String name) {
    for (DataType type : List.of(DataType.FP32, DataType.UINT8)) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw badRequest("expected 'datatype' to be FP32 (0 to 1) or UINT8 (0 to 255)");
  }

  private static int imageCount(List<Integer> shape) {
    List<Integer> image = shape.isEmpty() ? shape : shape.subList(1, shape.size());
    if (!image.equals(List.of(Pixels.COUNT)) && !image.equals(List.of(1, 28, 28))) {
      throw badRequest("expected 'shape' to be [n, 784] or [n, 1, 28, 28]");
    }
    int count = shape.getFirst();
    if (count < 1 || count > Prediction.MAX_DIGITS) {
      throw badRequest("expected 1 to %d images".formatted(Prediction.MAX_DIGITS));
    }
    return count;
  }

  private float[] binaryValues(DataType type, int bytes, int count) {
    int expected = count * Pixels.COUNT * type.bytes();
    if (bytes != expected || binary.remaining() != expected) {
      throw badRequest(
          "expected 'data', or %d bytes of binary data for this shape and datatype"
              .formatted(expected));
    }
    ByteBuffer buffer = binary.order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[count * Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = type == DataType.UINT8 ? buffer.get() & 0xff : buffer.getFloat();
    }
    return values;
  }

  private static String string(JsonParser json, String property) throws IOException {
    require(
        json.currentToken() == JsonToken.VALUE_STRING,
        "expected '" + property + "' to be a string");
    return json.getText();
  }

  private static void require(boolean condition, String error) {
    if (!condition) {
      throw badRequest(error);
    }
  }
}
