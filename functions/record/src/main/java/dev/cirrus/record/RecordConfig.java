package dev.cirrus.record;

import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import java.time.Duration;
import java.util.Map;

/** What Lambda's environment variables say the function has to do with. */
record RecordConfig(Ledger ledger, Duration retention, DriftReportPublisher board) {
  static RecordConfig of(Map<String, String> variables) {
    return new RecordConfig(
        DynamoLedger.connected(required(variables, "LEDGER_TABLE")),
        Duration.ofDays(Integer.parseInt(required(variables, "RETENTION_DAYS"))),
        new RegistryDriftReportPublisher(
            new S3ModelRegistry(
                S3Clients.forLambda(variables, RetryPolicy.SINGLE_ATTEMPT),
                required(variables, "MODEL_BUCKET"))));
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("The environment variable " + name + " is missing");
    }
    return value;
  }
}
