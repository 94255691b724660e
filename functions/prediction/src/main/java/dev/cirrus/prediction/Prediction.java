package dev.cirrus.prediction;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one request: the message of the queue and the content of a ledger entry.
 *
 * @param id a UUID of version 7, one for each request
 * @param owner the SHA-256 of the caller's owner key, in hex, or null for an anonymous caller
 * @param file the name of the uploaded file, or null
 */
public record Prediction(
    String id,
    Instant time,
    @Nullable String owner,
    Source source,
    @Nullable String file,
    String model,
    List<ClassifiedDigit> digits) {
  public static final int MAX_DIGITS = 64;

  public Prediction {
    if (!IdGenerator.isId(id)) {
      throw new IllegalArgumentException("expected a UUID of version 7 as the id");
    }
    digits = List.copyOf(digits);
    if (digits.isEmpty() || digits.size() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_DIGITS + " digits but got " + digits.size());
    }
  }

  /** Returns the digits in reading order. */
  public String text() {
    StringBuilder text = new StringBuilder(digits.size());
    digits.forEach(digit -> text.append(digit.digit()));
    return text.toString();
  }

  public String toJson() {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("time", time.toString());
      if (owner != null) {
        json.writeStringField("owner", owner);
      }
      json.writeStringField("source", source.jsonName());
      if (file != null) {
        json.writeStringField("file", file);
      }
      json.writeStringField("model", model);
      json.writeArrayFieldStart("digits");
      for (ClassifiedDigit digit : digits) {
        digit.writeTo(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  /**
   * Parses what {@link #toJson()} returned. Unknown properties are ignored, so that an older
   * version accepts a newer one's messages.
   *
   * @throws IllegalArgumentException if the text is not a prediction, with the reason
   */
  public static Prediction ofJson(String text) {
    try (JsonParser json = Json.parser(text)) {
      json.nextToken();
      Prediction prediction = new Reader(json).prediction();
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("expected nothing after the prediction");
      }
      return prediction;
    } catch (IOException | DateTimeParseException e) {
      throw new IllegalArgumentException("expected the JSON of a prediction", e);
    }
  }

  /** Parses one prediction from a parser positioned at its start. */
  private record Reader(JsonParser json) {
    Prediction prediction() throws IOException {
      String id = null;
      Instant time = null;
      String owner = null;
      Source source = null;
      String file = null;
      String model = null;
      List<ClassifiedDigit> digits = List.of();
      expect(JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        json.nextToken();
        switch (property) {
          case "id" -> id = string();
          case "time" -> time = Instant.parse(string());
          case "owner" -> owner = string();
          case "source" ->
              source =
                  Source.ofJsonName(string())
                      .orElseThrow(() ->
                          new IllegalArgumentException(
                              "expected source to be canvas, upload or api"));
          case "file" -> file = string();
          case "model" -> model = string();
          case "digits" -> digits = digits();
          default -> json.skipChildren();
        }
      }
      return new Prediction(
          present(id, "id"),
          present(time, "time"),
          owner,
          present(source, "source"),
          file,
          present(model, "model"),
          digits);
    }

    private List<ClassifiedDigit> digits() throws IOException {
      List<ClassifiedDigit> digits = new ArrayList<>();
      expect(JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        digits.add(digit());
      }
      return digits;
    }

    private ClassifiedDigit digit() throws IOException {
      Probabilities probabilities = null;
      Pixels pixels = null;
      Box box = null;
      expect(JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        json.nextToken();
        switch (property) {
          case "probabilities" -> probabilities = probabilities();
          case "pixels" -> pixels = Pixels.ofBase64(string());
          case "box" -> box = box();
          default -> json.skipChildren();
        }
      }
      return new ClassifiedDigit(
          present(probabilities, "probabilities"), present(pixels, "pixels"), box);
    }

    private Probabilities probabilities() throws IOException {
      float[] values = new float[Probabilities.COUNT + 1];
      int count = 0;
      expect(JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values[Math.min(count++, Probabilities.COUNT)] = json.getFloatValue();
      }
      return Probabilities.of(Arrays.copyOf(values, Math.min(count, values.length)));
    }

    private Box box() throws IOException {
      int x = 0;
      int y = 0;
      int width = 0;
      int height = 0;
      expect(JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        json.nextToken();
        switch (property) {
          case "x" -> x = json.getIntValue();
          case "y" -> y = json.getIntValue();
          case "width" -> width = json.getIntValue();
          case "height" -> height = json.getIntValue();
          default -> json.skipChildren();
        }
      }
      return new Box(x, y, width, height);
    }

    private String string() throws IOException {
      expect(JsonToken.VALUE_STRING);
      return json.getText();
    }

    private void expect(JsonToken token) {
      if (json.currentToken() != token) {
        throw new IllegalArgumentException("expected " + token + " but got " + json.currentToken());
      }
    }

    private static <T> T present(@Nullable T value, String property) {
      if (value == null) {
        throw new IllegalArgumentException("the property " + property + " is missing");
      }
      return value;
    }
  }
}
