package dev.cirrus.record;

import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DriftReport;
import dev.cirrus.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Measures now and then how far what is drawn has drifted: as a metric, and on the board. */
final class DriftMonitor {
  /** The alarm looks at fewer points than this makes, and it costs two reads. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final DriftReportPublisher board;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Instant> lastLook = new AtomicReference<>();

  DriftMonitor(
      Ledger ledger, DriftReportPublisher board, Telemetry telemetry, InstantSource clock) {
    this.ledger = ledger;
    this.board = board;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /**
   * Looks, unless it did a short while ago. What it finds does not concern the messages in hand, so
   * a failure is told and counted, and the next batch tries again.
   */
  void look() {
    Instant now = clock.instant();
    Instant last = lastLook.get();
    boolean due = last == null || !now.isBefore(last.plus(PAUSE));
    if (!due || !lastLook.compareAndSet(last, now)) {
      return;
    }
    try {
      DriftReport drift = DriftReport.asOf(LocalDate.ofInstant(now, ZoneOffset.UTC), ledger);
      telemetry.measure(
          Metric.number("Drift", drift.score()),
          Metric.number("DriftShift", drift.shift()),
          Metric.number("DriftUnsure", drift.unsure() - drift.unsureBefore()),
          Metric.number("DriftCorrections", drift.corrections() - drift.correctionsBefore()));
      board.show(drift);
    } catch (RuntimeException e) {
      lastLook.set(last);
      telemetry.error("The drift was not measured", e, json -> {});
      telemetry.measure(Metric.count("DriftFailures", 1));
    }
  }
}
