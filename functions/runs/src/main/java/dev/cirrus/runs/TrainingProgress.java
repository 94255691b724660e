package dev.cirrus.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.util.OptionalDouble;

/** What a job says of how far it is, in {@code progress.json} in its run's folder. */
public final class TrainingProgress {
  /** The file's name. */
  public static final String FILE = "progress.json";

  /** No such file is longer. */
  public static final int LIMIT = 64_000;

  private TrainingProgress() {}

  /** How much is done, from 0 to 1; empty if the file does not say, or is half-written. */
  public static OptionalDouble read(byte[] file) {
    try (JsonParser json = Json.parser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return OptionalDouble.empty();
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        JsonToken value = json.nextToken();
        if (property.equals("done") && value != null && value.isNumeric()) {
          return OptionalDouble.of(Math.clamp(json.getDoubleValue(), 0, 1));
        }
        json.skipChildren();
      }
      return OptionalDouble.empty();
    } catch (IOException halfWritten) {
      return OptionalDouble.empty();
    }
  }
}
