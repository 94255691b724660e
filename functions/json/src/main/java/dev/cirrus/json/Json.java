package dev.cirrus.json;

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

/** Writes and reads JSON as a stream, strictly and without reflection. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // SQS refuses characters such as U+FFFE in a message, but accepts them escaped.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          // Otherwise the parser's messages would quote the caller's input.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(100).build())
          .build();

  private Json() {}

  /** Writes one JSON value. */
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

  /** Returns an object's own properties that are strings; nested objects are skipped. */
  public static Map<String, String> stringProperties(String object) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = parser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object");
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
}
