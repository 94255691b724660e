package dev.cirrus.ledger;

import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Prediction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counts of a day (UTC).
 *
 * @param digits how often each digit was predicted, from 0 to 9
 * @param unsure how many predicted digits had a confidence below {@link #SURE}
 * @param corrections how many predicted digits their owners have corrected to another
 */
public record DayCounts(LocalDate day, List<Long> digits, long unsure, long corrections) {
  /** The confidence from which a prediction counts as sure. */
  public static final float SURE = 0.8f;

  public DayCounts {
    digits = List.copyOf(digits);
    if (digits.size() != 10) {
      throw new IllegalArgumentException("expected counts for ten digits but got " + digits.size());
    }
  }

  /** Returns the counts of a day without predictions. */
  public static DayCounts none(LocalDate day) {
    return new DayCounts(day, Collections.nCopies(10, 0L), 0, 0);
  }

  /** Returns what a prediction adds to its day's counts. */
  public static DayCounts of(Prediction prediction) {
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

  /** Returns the sum of both, as of this day. */
  public DayCounts plus(DayCounts other) {
    return new DayCounts(
        day,
        IntStream.range(0, 10).mapToObj(i -> digits.get(i) + other.digits.get(i)).toList(),
        unsure + other.unsure,
        corrections + other.corrections);
  }

  /** Returns the number of predicted digits. */
  public long total() {
    return digits.stream().mapToLong(Long::longValue).sum();
  }
}
