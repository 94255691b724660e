package dev.cirrus.record;

import dev.cirrus.ledger.Drift;

/** Where others read how far what is drawn has drifted. */
@FunctionalInterface
public interface DriftBoard {
  void show(Drift drift);
}
