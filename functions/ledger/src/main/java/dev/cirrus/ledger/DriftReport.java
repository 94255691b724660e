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
 * @param day the last day
 * @param digits the number of digits in the last two days
 * @param digitsBefore the number of digits in the two weeks before
 * @param shift the total variation distance between both distributions of digits, 0 to 1
 * @param unsure the share of digits of the last two days with low confidence
 * @param unsureBefore the same share in the two weeks before
 * @param corrections the share of digits of the last two days that owners corrected to another
 * @param correctionsBefore the same share in the two weeks before
 */
public record DriftReport(
    LocalDate day,
    long digits,
    long digitsBefore,
    double shift,
    double unsure,
    double unsureBefore,
    double corrections,
    double correctionsBefore) {
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

  /** Computes the drift as of a day from the ledger's counts. */
  public static DriftReport asOf(LocalDate day, Ledger ledger) {
    LocalDate recent = day.minusDays(RECENT_DAYS - 1L);
    DayCounts now = DayCounts.none(day);
    DayCounts before = now;
    for (DayCounts counts : ledger.days(recent.minusDays(DAYS_BEFORE), day)) {
      if (counts.day().isBefore(recent)) {
        before = before.plus(counts);
      } else {
        now = now.plus(counts);
      }
    }
    return between(now, before);
  }

  /** Returns when a day's counts are no longer part of any comparison. */
  static Instant countsExpire(LocalDate day) {
    return day.plusDays(1L + RECENT_DAYS + DAYS_BEFORE + 1L)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  static DriftReport between(DayCounts now, DayCounts before) {
    double distance = 0;
    for (int digit = 0; digit < 10; digit++) {
      distance +=
          Math.abs(
              share(now.digits().get(digit), now.total())
                  - share(before.digits().get(digit), before.total()));
    }
    return new DriftReport(
        now.day(),
        now.total(),
        before.total(),
        distance / 2,
        share(now.unsure(), now.total()),
        share(before.unsure(), before.total()),
        share(now.corrections(), now.total()),
        share(before.corrections(), before.total()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /**
   * Returns the largest of the three drifts relative to its limit, so 1 where a limit is reached; 0
   * while there are too few digits.
   */
  public double score() {
    if (digits < MIN_DIGITS || digitsBefore < MIN_DIGITS) {
      return 0;
    }
    return Math.max(
        shift / SHIFT_LIMIT,
        Math.max(
            Math.max(0, unsure - unsureBefore) / UNSURE_LIMIT,
            Math.max(0, corrections - correctionsBefore) / CORRECTIONS_LIMIT));
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
    if (shift >= SHIFT_LIMIT) {
      reasons.add(String.format(Locale.ROOT, "The digit mix shifted by %.0f %%.", 100 * shift));
    }
    if (unsure - unsureBefore >= UNSURE_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "The model is unsure of %.1f %% of the digits, up from %.1f %%.",
              100 * unsure,
              100 * unsureBefore));
    }
    if (corrections - correctionsBefore >= CORRECTIONS_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Owners correct %.1f %% of the digits, up from %.1f %%.",
              100 * corrections,
              100 * correctionsBefore));
    }
    return reasons;
  }
}
