package dev.cirrus.history;

import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lambda's environment variables say the function has to do with. */
record Surroundings(Ledger ledger, @Nullable String allowedOrigin) {
  static Surroundings of(Map<String, String> variables) {
    String table = variables.get("LEDGER_TABLE");
    if (table == null || table.isEmpty()) {
      throw new IllegalStateException("The environment variable LEDGER_TABLE is missing");
    }
    String origin = variables.get("ALLOWED_ORIGIN");
    return new Surroundings(
        DynamoLedger.connected(table), origin == null || origin.isEmpty() ? null : origin);
  }
}
