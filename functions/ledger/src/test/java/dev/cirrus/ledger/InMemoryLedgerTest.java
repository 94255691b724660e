package dev.cirrus.ledger;

import java.time.InstantSource;

final class InMemoryLedgerTest extends LedgerContract {
  @Override
  Ledger ledger(InstantSource clock) {
    return new InMemoryLedger(clock);
  }

  @Override
  int histories() {
    return 1_000;
  }
}
