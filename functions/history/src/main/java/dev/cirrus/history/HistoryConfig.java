package dev.cirrus.history;

import dev.cirrus.http.ApiResponses;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import java.util.Map;

/** What Lambda's environment variables say the function has to do with. */
record HistoryConfig(Ledger ledger, ApiResponses answers) {
  static HistoryConfig of(Map<String, String> variables) {
    String table = variables.get("LEDGER_TABLE");
    if (table == null || table.isEmpty()) {
      throw new IllegalStateException("The environment variable LEDGER_TABLE is missing");
    }
    return new HistoryConfig(
        DynamoLedger.connected(table), new ApiResponses(variables.get("ALLOWED_ORIGIN")));
  }
}
