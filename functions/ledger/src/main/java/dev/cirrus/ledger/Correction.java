package dev.cirrus.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** An owner's labels for the digits of a prediction, one for each, and when they were given. */
public record Correction(List<Integer> labels, Instant at) {
  public Correction {
    labels = List.copyOf(labels);
    if (labels.isEmpty() || labels.stream().anyMatch(label -> label < 0 || label > 9)) {
      throw new IllegalArgumentException(
          "expected one or more labels from 0 to 9 but got " + labels);
    }
  }

  /** Returns the day of the correction in UTC, by which corrections are indexed. */
  public LocalDate on() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
