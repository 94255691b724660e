package dev.cirrus.record;

import dev.cirrus.ledger.DriftReport;

/** Where others read how far what is drawn has drifted. */
@FunctionalInterface
public interface DriftReportPublisher {
  void show(DriftReport drift);
}
