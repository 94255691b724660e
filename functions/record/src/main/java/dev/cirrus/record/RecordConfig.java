package dev.cirrus.record;

import dev.cirrus.lambda.Environment;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import java.time.Duration;

/** The function's configuration and the clients that it configures. */
record RecordConfig(
    Ledger ledger,
    Duration retention,
    DriftReportPublisher driftReports,
    DeadLetterQueue deadLetters) {
  static RecordConfig of(Environment environment) {
    return new RecordConfig(
        DynamoLedger.connected(environment.required("LEDGER_TABLE")),
        Duration.ofDays(Integer.parseInt(environment.required("RETENTION_DAYS"))),
        new RegistryDriftReportPublisher(
            new S3ModelRegistry(
                S3Clients.forLambda(environment.variables(), RetryPolicy.SINGLE_ATTEMPT),
                environment.required("MODEL_BUCKET"))),
        SqsDeadLetterQueue.connected(environment.required("DEAD_LETTER_QUEUE_URL")));
  }
}
