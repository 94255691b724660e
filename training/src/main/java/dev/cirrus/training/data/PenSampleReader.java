package dev.cirrus.training.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads pen strokes: gzipped lines of JSON with a label, a writer and strokes of [x, y]. */
public final class PenSampleReader {
  private static final JsonFactory JSON = new JsonFactory();

  private PenSampleReader() {}

  /** Reads all lines; errors call the file {@code name}. */
  public static List<PenSample> read(InputStream gzipped, String name) {
    List<PenSample> samples = new ArrayList<>();
    int line = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(gzipped), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        samples.add(parse(text));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          name + " could not be read after line " + line + ": " + e.getMessage(), e);
    }
    if (samples.isEmpty()) {
      throw new BadDataException(name + " is empty.");
    }
    return samples;
  }

  private static PenSample parse(String line) throws IOException {
    String label = "";
    String writer = "";
    List<float[]> strokes = new ArrayList<>();
    try (JsonParser json = JSON.createParser(line)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, "expected an object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "label" -> label = json.getText();
          case "writer" -> writer = json.getText();
          case "strokes" -> strokes = strokes(json);
          default -> json.skipChildren();
        }
      }
    }
    expect(label.length() == 1, "expected a label of one character but got \"" + label + "\"");
    expect(!strokes.isEmpty(), "no strokes");
    return new PenSample(label.charAt(0), writer, strokes);
  }

  private static List<float[]> strokes(JsonParser json) throws IOException {
    List<float[]> strokes = new ArrayList<>();
    expect(json.currentToken() == JsonToken.START_ARRAY, "expected a list of strokes");
    while (json.nextToken() == JsonToken.START_ARRAY) {
      float[] stroke = new float[64];
      int n = 0;
      while (json.nextToken() == JsonToken.START_ARRAY) {
        if (n == stroke.length) {
          stroke = Arrays.copyOf(stroke, 2 * n);
        }
        stroke[n++] = coordinate(json);
        stroke[n++] = coordinate(json);
        expect(json.nextToken() == JsonToken.END_ARRAY, "expected a point of two coordinates");
      }
      if (n > 0) {
        strokes.add(Arrays.copyOf(stroke, n));
      }
    }
    return strokes;
  }

  private static float coordinate(JsonParser json) throws IOException {
    expect(json.nextToken().isNumeric(), "expected a coordinate to be a number");
    return json.getFloatValue();
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
