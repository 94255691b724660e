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

/** Measures the drift at intervals, as metrics and as a published report. */
final class DriftMonitor {
  /** Several times as often as the alarm's period; a measurement costs two reads. */
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final DriftReportPublisher publisher;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Instant> lastMeasured = new AtomicReference<>();

  DriftMonitor(
      Ledger ledger, DriftReportPublisher publisher, Telemetry telemetry, InstantSource clock) {
    this.ledger = ledger;
    this.publisher = publisher;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /**
   * Measures the drift unless it was measured within the interval. A failure does not affect the
   * messages of the batch: it is logged, and the next batch tries again.
   */
  void measureIfDue() {
    Instant now = clock.instant();
    Instant last = lastMeasured.get();
    boolean due = last == null || !now.isBefore(last.plus(INTERVAL));
    if (!due || !lastMeasured.compareAndSet(last, now)) {
      return;
    }
    try {
      DriftReport drift = DriftReport.asOf(LocalDate.ofInstant(now, ZoneOffset.UTC), ledger);
      telemetry.measure(Metric.number("Drift", drift.score()));
      publisher.publish(drift);
    } catch (RuntimeException e) {
      lastMeasured.set(last);
      telemetry.error("drift not measured", e, json -> {});
    }
  }
}
