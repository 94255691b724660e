package dev.cirrus.history;

import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Environment;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;

/** The function's configuration and the clients that it configures. */
record HistoryConfig(Ledger ledger, ApiResponses responses) {
  static HistoryConfig of(Environment environment) {
    return new HistoryConfig(
        DynamoLedger.connected(environment.required("LEDGER_TABLE")),
        new ApiResponses(environment.optional("ALLOWED_ORIGIN")));
  }
}
