package dev.cirrus.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The one way JSON is written and read here: as a stream, strictly, without reflection. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // SQS takes no message with, say, U+FFFE in it; an escape it does.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          // A parser's own message would otherwise quote what the caller sent.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(100).build())
          .build();

  private Json() {}

  /** Something that writes itself. */
  @FunctionalInterface
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public static String write(Body body) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  public static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  public static JsonParser parser(byte[] utf8) throws IOException {
    return FACTORY.createParser(utf8);
  }

  /** The properties of a JSON object that are strings, those of objects within it left out. */
  public static Map<String, String> texts(String object) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = parser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("It is no JSON object.");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(property, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return texts;
  }

  /** The digit's properties, as answers and messages carry them. */
  public static void writeProperties(JsonGenerator json, Probabilities probabilities)
      throws IOException {
    json.writeNumberField("digit", probabilities.digit());
    json.writeNumberField("confidence", probabilities.confidence());
    json.writeArrayFieldStart("probabilities");
    for (int i = 0; i < Probabilities.COUNT; i++) {
      json.writeNumber(probabilities.of(i));
    }
    json.writeEndArray();
  }

  public static void writeBox(JsonGenerator json, Box box) throws IOException {
    json.writeObjectFieldStart("box");
    json.writeNumberField("x", box.x());
    json.writeNumberField("y", box.y());
    json.writeNumberField("width", box.width());
    json.writeNumberField("height", box.height());
    json.writeEndObject();
  }
}
