package dev.cirrus.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What an owner said the digits of a prediction really are, one label for each, and when. */
public record Correction(List<Integer> labels, Instant at) {
  public Correction {
    labels = List.copyOf(labels);
    if (labels.isEmpty() || labels.stream().anyMatch(label -> label < 0 || label > 9)) {
      throw new IllegalArgumentException("Labels are digits from 0 to 9, one at least: " + labels);
    }
  }

  /** The day it was made, in UTC: what corrections are found by. */
  public LocalDate on() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
