package dev.cirrus.prediction;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Builds predictions for tests. Ids, owners and pixels are random, but equal for equal seeds. */
public final class TestPredictions {
  private final Random random;

  public TestPredictions(long seed) {
    random = new Random(seed);
  }

  /** Returns the hash of an owner key. */
  public String owner() {
    return "%016x%016x%016x%016x"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Starts an anonymous prediction from the canvas. */
  public Builder at(Instant time) {
    return new Builder(time);
  }

  /** Returns a digit with high confidence. */
  public ClassifiedDigit digit(int digit) {
    return digit(digit, 1, null);
  }

  /** Returns a digit with this confidence; the other digits share the rest of the probability. */
  public ClassifiedDigit digit(int digit, float confidence, @Nullable Box box) {
    byte[] pixels = new byte[Pixels.COUNT];
    random.nextBytes(pixels);
    return new ClassifiedDigit(probabilities(digit, confidence), Pixels.ofBytes(pixels), box);
  }

  private static Probabilities probabilities(int digit, float confidence) {
    float[] probabilities = new float[Probabilities.COUNT];
    Arrays.fill(probabilities, (1 - confidence) / (Probabilities.COUNT - 1));
    probabilities[digit] = confidence;
    return Probabilities.of(probabilities);
  }

  /** Builds a prediction. */
  public final class Builder {
    private final Instant time;
    private String id;
    private @Nullable String owner;
    private Source source = Source.CANVAS;
    private @Nullable String file;
    private List<ClassifiedDigit> digits = List.of();

    private Builder(Instant time) {
      this.time = time;
      this.id = new IdGenerator(Clock.fixed(time, ZoneOffset.UTC), random).next();
    }

    public Builder id(String other) {
      id = other;
      return this;
    }

    public Builder owner(@Nullable String hash) {
      owner = hash;
      return this;
    }

    public Builder uploaded(String name) {
      source = Source.UPLOAD;
      file = name;
      return this;
    }

    public Builder digits(List<ClassifiedDigit> classified) {
      digits = classified;
      return this;
    }

    /** Sets the digits, each with high confidence. */
    public Builder digits(int... values) {
      return digits(Arrays.stream(values).mapToObj(TestPredictions.this::digit).toList());
    }

    /** Sets the only digit, with high confidence and these pixels. */
    public Builder digit(int value, Pixels pixels) {
      return digits(List.of(new ClassifiedDigit(probabilities(value, 1), pixels, null)));
    }

    public Prediction build() {
      return new Prediction(id, time, owner, source, file, "1", digits);
    }
  }
}
