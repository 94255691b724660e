package dev.cirrus.ledger;

import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates predictions for tests, reproducibly from a seed. */
final class Predictions {
  private final Random random;

  Predictions(long seed) {
    random = new Random(seed);
  }

  String owner() {
    return "%016x%016x%016x%016x"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  Prediction prediction(@Nullable String owner, Instant time, int... digits) {
    return new Prediction(
        id(time),
        time,
        owner,
        Source.CANVAS,
        null,
        "2026-11-21.1",
        Arrays.stream(digits).mapToObj(digit -> digit(digit, 0.99f, null)).toList());
  }

  /** Returns a prediction with all optional parts. */
  Prediction upload(String owner, Instant time, int digits) {
    return new Prediction(
        id(time),
        time,
        owner,
        Source.UPLOAD,
        "Zettel № 7 — 𝟟.png",
        "2026-11-21.1",
        IntStream.range(0, digits)
            .mapToObj(i -> digit(i % 10, 0.5f + i / 200f, new Box(i, 2 * i, i + 1, 28)))
            .toList());
  }

  ClassifiedDigit digit(int digit, float confidence, @Nullable Box box) {
    float[] probabilities = new float[10];
    Arrays.fill(probabilities, (1 - confidence) / 9);
    probabilities[digit] = confidence;
    byte[] pixels = new byte[Pixels.COUNT];
    random.nextBytes(pixels);
    return new ClassifiedDigit(Probabilities.of(probabilities), Pixels.ofBytes(pixels), box);
  }

  private String id(Instant time) {
    long high = (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
