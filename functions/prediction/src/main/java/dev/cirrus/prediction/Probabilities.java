package dev.cirrus.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;

/** The probabilities of the digits from 0 to 9. */
public final class Probabilities {
  public static final int COUNT = 10;

  /** The tolerance for the rounding error of a softmax in single precision. */
  private static final float ROUNDING = 1e-3f;

  private final float[] values;
  private final int digit;

  private Probabilities(float[] values) {
    if (values.length != COUNT) {
      throw new IllegalArgumentException(
          "expected " + COUNT + " probabilities but got " + values.length);
    }
    int best = 0;
    for (int i = 0; i < COUNT; i++) {
      if (!(values[i] >= -ROUNDING && values[i] <= 1 + ROUNDING)) {
        throw new IllegalArgumentException("expected probabilities between 0 and 1");
      }
      values[i] = Math.clamp(values[i], 0f, 1f);
      if (values[i] > values[best]) {
        best = i;
      }
    }
    this.values = values;
    this.digit = best;
  }

  public static Probabilities of(float... values) {
    return new Probabilities(values.clone());
  }

  /** Returns the most likely digit. */
  public int digit() {
    return digit;
  }

  /** Returns the most likely digit's probability. */
  public float confidence() {
    return values[digit];
  }

  public float[] values() {
    return values.clone();
  }

  void writeFields(JsonGenerator json) throws IOException {
    json.writeNumberField("digit", digit);
    json.writeNumberField("confidence", confidence());
    json.writeArrayFieldStart("probabilities");
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Probabilities that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
