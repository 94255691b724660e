package dev.cirrus.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the last two days with the two weeks before them.
 *
 * @param recent the sum of the last two days, as of the later one
 * @param before the sum of the two weeks before
 * @param days the counts of each of these days, oldest first
 */
public record DriftReport(DayCounts recent, DayCounts before, List<DayCounts> days) {
  /** The recent days, the current one included, that are compared with the earlier ones. */
  public static final int RECENT_DAYS = 2;

  /** The earlier days that they are compared with. */
  public static final int DAYS_BEFORE = 14;

  /** With fewer digits in either period, random variation would look like drift. */
  public static final long MIN_DIGITS = 200;

  /** The limit of {@link #shift}. */
  public static final double SHIFT_LIMIT = 0.2;

  /** The limit of the growth of {@link #unsure}. */
  public static final double UNSURE_LIMIT = 0.1;

  /** The limit of the growth of {@link #corrections}. */
  public static final double CORRECTIONS_LIMIT = 0.05;

  public DriftReport {
    days = List.copyOf(days);
  }

  /** Computes the drift as of a day from the ledger's counts. */
  public static DriftReport asOf(LocalDate day, Ledger ledger) {
    LocalDate recent = day.minusDays(RECENT_DAYS - 1L);
    DayCounts now = DayCounts.none(day);
    DayCounts before = now;
    List<DayCounts> days = ledger.days(recent.minusDays(DAYS_BEFORE), day);
    for (DayCounts counts : days) {
      if (counts.day().isBefore(recent)) {
        before = before.plus(counts);
      } else {
        now = now.plus(counts);
      }
    }
    return new DriftReport(now, before, days);
  }

  /** Returns when a day's counts are no longer part of any comparison. */
  static Instant countsExpire(LocalDate day) {
    return day.plusDays(1L + RECENT_DAYS + DAYS_BEFORE + 1L)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  /** Returns the last day. */
  public LocalDate day() {
    return recent.day();
  }

  /** Returns the number of digits in the last two days. */
  public long digits() {
    return recent.total();
  }

  /** Returns the number of digits in the two weeks before. */
  public long digitsBefore() {
    return before.total();
  }

  /** Returns the total variation distance between both distributions of digits, 0 to 1. */
  public double shift() {
    double distance = 0;
    for (int digit = 0; digit < 10; digit++) {
      distance +=
          Math.abs(
              share(recent.digits().get(digit), recent)
                  - share(before.digits().get(digit), before));
    }
    return distance / 2;
  }

  /** Returns the share of digits of the last two days with low confidence. */
  public double unsure() {
    return share(recent.unsure(), recent);
  }

  /** Returns the same share in the two weeks before. */
  public double unsureBefore() {
    return share(before.unsure(), before);
  }

  /** Returns the share of digits of the last two days that owners corrected to another. */
  public double corrections() {
    return share(recent.corrections(), recent);
  }

  /** Returns the same share in the two weeks before. */
  public double correctionsBefore() {
    return share(before.corrections(), before);
  }

  private static double share(long part, DayCounts whole) {
    return whole.total() == 0 ? 0 : (double) part / whole.total();
  }

  /**
   * Returns the largest of the three drifts relative to its limit, so 1 where a limit is reached; 0
   * while there are too few digits.
   */
  public double score() {
    if (digits() < MIN_DIGITS || digitsBefore() < MIN_DIGITS) {
      return 0;
    }
    return Math.max(
        shift() / SHIFT_LIMIT,
        Math.max(
            Math.max(0, unsure() - unsureBefore()) / UNSURE_LIMIT,
            Math.max(0, corrections() - correctionsBefore()) / CORRECTIONS_LIMIT));
  }

  /** Returns whether a limit is reached. */
  public boolean shifted() {
    return score() >= 1;
  }

  /** Returns a sentence for each drift that has reached its limit. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!shifted()) {
      return reasons;
    }
    if (shift() >= SHIFT_LIMIT) {
      reasons.add(String.format(Locale.ROOT, "The digit mix shifted by %.0f %%.", 100 * shift()));
    }
    if (unsure() - unsureBefore() >= UNSURE_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "The model is unsure of %.1f %% of the digits, up from %.1f %%.",
              100 * unsure(),
              100 * unsureBefore()));
    }
    if (corrections() - correctionsBefore() >= CORRECTIONS_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Owners correct %.1f %% of the digits, up from %.1f %%.",
              100 * corrections(),
              100 * correctionsBefore()));
    }
    return reasons;
  }
}
