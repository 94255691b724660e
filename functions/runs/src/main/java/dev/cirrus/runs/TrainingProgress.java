package dev.cirrus.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.util.OptionalDouble;

/** Reads the progress that a job writes to its run's folder. */
public final class TrainingProgress {
  public static final String FILE = "progress.json";

  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 64_000;

  private TrainingProgress() {}

  /** The finished part, from 0 to 1; empty if the file lacks it or is incomplete. */
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
