package dev.cirrus.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An owner's labels for digits of a prediction, and when they were given.
 *
 * @param labels the label of each digit that the owner labelled, by its position from 0
 */
public record Correction(NavigableMap<Integer, Integer> labels, Instant at) {
  public Correction {
    labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
    if (labels.isEmpty()
        || labels.firstKey() < 0
        || labels.values().stream().anyMatch(label -> label < 0 || label > 9)) {
      throw new IllegalArgumentException(
          "expected one or more labels from 0 to 9 but got " + labels);
    }
  }

  /** Returns the day of the correction in UTC, by which corrections are indexed. */
  public LocalDate on() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
