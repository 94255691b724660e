package dev.cirrus.history;

import dev.cirrus.http.ApiAnswers;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import java.util.Map;

/** What Lambda's environment variables say the function has to do with. */
record Surroundings(Ledger ledger, ApiAnswers answers) {
  static Surroundings of(Map<String, String> variables) {
    String table = variables.get("LEDGER_TABLE");
    if (table == null || table.isEmpty()) {
      throw new IllegalStateException("The environment variable LEDGER_TABLE is missing");
    }
    return new Surroundings(
        DynamoLedger.connected(table), new ApiAnswers(variables.get("ALLOWED_ORIGIN")));
  }
}
