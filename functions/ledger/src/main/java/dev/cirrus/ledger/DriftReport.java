package dev.cirrus.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the last two days differ from the two weeks before them.
 *
 * @param day the last day that was looked at
 * @param digits how many digits the last two days hold
 * @param digitsBefore how many the two weeks before hold
 * @param shift the share of digits that would have to be another digit for both to be distributed
 *     alike (their total variation distance)
 * @param unsure the share of digits of the last two days that the model was not sure of
 * @param unsureBefore the same of the two weeks before
 * @param corrections the share of digits of the last two days that owners say are another digit
 * @param correctionsBefore the same of the two weeks before
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
  /** How many days, the current one included, are compared with those before. */
  public static final int RECENT_DAYS = 2;

  /** How many days they are compared with. */
  public static final int DAYS_BEFORE = 14;

  /** With fewer digits than this on either side, chance alone would look like drift. */
  public static final long ENOUGH = 200;

  /** The limit of {@link #shift}. */
  public static final double SHIFT_LIMIT = 0.2;

  /** The limit of what {@link #unsure} may grow by. */
  public static final double UNSURE_LIMIT = 0.1;

  /** The limit of what {@link #corrections} may grow by. */
  public static final double CORRECTIONS_LIMIT = 0.05;

  /** The drift as of a day, from what the ledger counted. */
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

  /** When a day's counts are of no more use: no comparison reaches them then, or ever again. */
  static Instant doneWith(LocalDate day) {
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
   * How far it has drifted: 1 where the first of the three reaches its limit, 0 while too little is
   * known.
   */
  public double score() {
    if (digits < ENOUGH || digitsBefore < ENOUGH) {
      return 0;
    }
    return Math.max(
        shift / SHIFT_LIMIT,
        Math.max(
            Math.max(0, unsure - unsureBefore) / UNSURE_LIMIT,
            Math.max(0, corrections - correctionsBefore) / CORRECTIONS_LIMIT));
  }

  /** Whether it has drifted beyond a limit. */
  public boolean shifted() {
    return score() >= 1;
  }

  /** A sentence for each thing that has drifted beyond its limit. */
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (!shifted()) {
      return reasons;
    }
    if (shift >= SHIFT_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the digits would have to be others for them to be distributed as before.",
              100 * shift));
    }
    if (unsure - unsureBefore >= UNSURE_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "The model is not sure of %.1f %% of the digits; before, of %.1f %%.",
              100 * unsure,
              100 * unsureBefore));
    }
    if (corrections - correctionsBefore >= CORRECTIONS_LIMIT) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Owners correct %.1f %% of the digits; before, %.1f %%.",
              100 * corrections,
              100 * correctionsBefore));
    }
    return reasons;
  }
}
