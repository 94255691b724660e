package dev.cirrus.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.ledger.Labels;
import dev.cirrus.prediction.Prediction;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Parses the labels with which a caller corrects a prediction. */
final class LabelsParser {
  /** Several times what 64 labels need, with any whitespace. */
  private static final int MAX_BYTES = 8_192;

  private LabelsParser() {}

  static Labels parse(ApiRequest request) {
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
      Labels labels = labels(json);
      if (json.nextToken() != null) {
        throw malformed();
      }
      return labels;
    } catch (JsonProcessingException | CharConversionException e) {
      // Zeros at the start look like UTF-32 to Jackson.
      throw malformed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Labels labels(JsonParser json) throws IOException {
    JsonToken start = json.nextToken();
    if (start == null) {
      throw malformed();
    }
    if (start != JsonToken.START_OBJECT) {
      throw invalid();
    }
    List<Integer> labels = null;
    List<Integer> positions = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      switch (json.currentName()) {
        case "labels" -> labels = numbers(json, 9);
        case "positions" -> positions = numbers(json, Prediction.MAX_DIGITS - 1);
        default -> throw invalid();
      }
    }
    if (labels == null) {
      throw invalid();
    }
    boolean areForAll = positions == null && !labels.isEmpty();
    return areForAll
        ? Labels.forAll(labels)
        : forSome(labels, positions == null ? List.of() : positions);
  }

  private static Labels forSome(List<Integer> labels, List<Integer> positions) {
    NavigableMap<Integer, Integer> byPosition = new TreeMap<>();
    for (int i = 0; i < Math.min(labels.size(), positions.size()); i++) {
      byPosition.put(positions.get(i), labels.get(i));
    }
    if (byPosition.size() != labels.size() || byPosition.size() != positions.size()) {
      throw new ProblemException(
          ProblemType.INVALID_INPUT,
          "Send as many \"positions\" as \"labels\", each position once.");
    }
    return Labels.forSome(byPosition);
  }

  private static List<Integer> numbers(JsonParser json, int highest) throws IOException {
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw invalid();
    }
    List<Integer> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(number(json, highest));
      if (numbers.size() > Prediction.MAX_DIGITS) {
        throw invalid();
      }
    }
    return numbers;
  }

  /** Parses a whole number; in JSON, 7.0 is the same number as 7. */
  private static int number(JsonParser json, int highest) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw invalid();
    }
    double value = json.getDoubleValue();
    if (!(value >= 0 && value <= highest && value == Math.rint(value))) {
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
        "Send {\"labels\": [7]} with up to "
            + Prediction.MAX_DIGITS
            + " digits from 0 to 9, and \"positions\" if they are for some digits only.");
  }
}
