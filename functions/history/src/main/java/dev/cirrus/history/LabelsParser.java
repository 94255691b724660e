package dev.cirrus.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.prediction.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Parses the labels with which a caller corrects a prediction. */
final class LabelsParser {
  /** Several times what 64 labels need, with any whitespace. */
  private static final int MAX_BYTES = 8_192;

  private LabelsParser() {}

  static List<Integer> parse(ApiRequest request) {
    if (!request.mediaType().equals("application/json")) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the labels as application/json.");
    }
    byte[] body = request.body();
    if (body.length > MAX_BYTES) {
      throw new ProblemException(
          ProblemType.TOO_LARGE,
          "The body is larger than " + MAX_BYTES + " bytes: send only the labels.");
    }
    try (JsonParser json = Json.parser(body)) {
      List<Integer> labels = labels(json);
      if (json.nextToken() != null) {
        throw malformed();
      }
      return labels;
    } catch (JsonProcessingException e) {
      throw malformed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> labels(JsonParser json) throws IOException {
    JsonToken start = json.nextToken();
    if (start == null) {
      throw malformed();
    }
    if (start != JsonToken.START_OBJECT
        || json.nextToken() != JsonToken.FIELD_NAME
        || !json.currentName().equals("labels")
        || json.nextToken() != JsonToken.START_ARRAY) {
      throw invalid();
    }
    List<Integer> labels = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      labels.add(label(json));
      if (labels.size() > Prediction.MAX_DIGITS) {
        throw invalid();
      }
    }
    if (labels.isEmpty() || json.nextToken() != JsonToken.END_OBJECT) {
      throw invalid();
    }
    return labels;
  }

  /** Parses a digit; in JSON, 7.0 is the same number as 7. */
  private static int label(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw invalid();
    }
    double value = json.getDoubleValue();
    if (!(value >= 0 && value <= 9 && value == Math.rint(value))) {
      throw invalid();
    }
    return (int) value;
  }

  private static ProblemException malformed() {
    return new ProblemException(
        ProblemType.MALFORMED_JSON, "The body is not valid JSON: send {\"labels\": [7]}.");
  }

  private static ProblemException invalid() {
    return new ProblemException(
        ProblemType.INVALID_INPUT,
        "Send {\"labels\": [7]} with 1 to " + Prediction.MAX_DIGITS + " digits from 0 to 9.");
  }
}
