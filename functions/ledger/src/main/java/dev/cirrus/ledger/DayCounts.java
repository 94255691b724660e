package dev.cirrus.ledger;

import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Prediction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was read on a day (UTC).
 *
 * @param digits how often each digit was read, from 0 to 9
 * @param unsure how many of them the model was not sure of
 * @param corrections how many of them their owners say are another digit
 */
public record DayCounts(LocalDate day, List<Long> digits, long unsure, long corrections) {
  /** The model is sure of a digit that it finds at least this likely. */
  public static final float SURE = 0.8f;

  public DayCounts {
    digits = List.copyOf(digits);
    if (digits.size() != 10) {
      throw new IllegalArgumentException("There are ten digits, not " + digits.size());
    }
  }

  /** A day on which nothing was read. */
  public static DayCounts none(LocalDate day) {
    return new DayCounts(day, Collections.nCopies(10, 0L), 0, 0);
  }

  /** What a prediction adds to its day. */
  static DayCounts of(Prediction prediction) {
    long[] digits = new long[10];
    long unsure = 0;
    for (ClassifiedDigit digit : prediction.digits()) {
      digits[digit.digit()]++;
      if (digit.probabilities().confidence() < SURE) {
        unsure++;
      }
    }
    return new DayCounts(
        LocalDate.ofInstant(prediction.time(), ZoneOffset.UTC),
        IntStream.range(0, 10).mapToObj(i -> digits[i]).toList(),
        unsure,
        0);
  }

  /** Both together, as of this day. */
  public DayCounts plus(DayCounts other) {
    return new DayCounts(
        day,
        IntStream.range(0, 10).mapToObj(i -> digits.get(i) + other.digits.get(i)).toList(),
        unsure + other.unsure,
        corrections + other.corrections);
  }

  /** How many digits were read. */
  public long total() {
    return digits.stream().mapToLong(Long::longValue).sum();
  }
}
