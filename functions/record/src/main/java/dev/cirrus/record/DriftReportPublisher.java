package dev.cirrus.record;

import dev.cirrus.ledger.DriftReport;

/** Publishes drift reports for {@code GET /model}. */
@FunctionalInterface
public interface DriftReportPublisher {
  void publish(DriftReport drift);
}
